package dev.mayfly.bench.suite;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@link Results} as JSON. */
final class ResultsFile {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** What must be there; a file without it is some other file. */
    private static final List<String> NEEDED =
            List.of(
                    "mode",
                    "started",
                    "facts",
                    "noise",
                    "summary",
                    "comparisons",
                    "frames",
                    "notRun");

    private ResultsFile() {}

    static String toJson(Results results) {
        return GSON.toJson(results);
    }

    /** Writes all of it or nothing. */
    static void write(Results results, Path file) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, toJson(results) + "\n");
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads one.
     *
     * @throws UsageException if there is none, or it is something else; the message says which
     */
    static Results read(Path file) throws UsageException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException _) {
            throw new UsageException(file + ": there is no such file");
        } catch (IOException | RuntimeException unreadable) {
            throw new UsageException(file + " is no results.json of the suite: " + unreadable);
        }
    }

    private static Results parse(String text) {
        JsonElement tree = JsonParser.parseString(text);
        if (!(tree instanceof JsonObject object)) {
            throw new JsonParseException("it is no JSON object");
        }
        JsonElement schema = object.get("schema");
        if (schema == null || schema.getAsInt() != Results.SCHEMA) {
            throw new JsonParseException(
                    "its schema is " + schema + ", and this suite reads " + Results.SCHEMA);
        }
        for (String name : NEEDED) {
            if (!object.has(name)) {
                throw new JsonParseException("it has no \"" + name + "\"");
            }
        }
        return GSON.fromJson(object, Results.class);
    }
}
