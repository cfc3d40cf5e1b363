package dev.mayfly.swarm;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file could not be written. */
final class Reason {

    private Reason() {}

    /** A few words, without the name of the file. */
    static String of(Exception failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "no permission to write there";
            case NoSuchFileException _ -> "the folder is no longer there";
            case FileSystemException broken when broken.getReason() != null -> broken.getReason();
            default -> {
                String message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }
}
