package dev.mayfly.alloc;

import java.io.PrintStream;

/** Scolds whoever leaves memory lying about. Has nothing to say otherwise. */
final class Duck {

    private static final String PORTRAIT =
            """
                  .---.
                 /   o \\__
                 |    ____=
              \\__/    |
               \\      /
            ~~~~`----'~~~~~\
            """;

    private final PrintStream voice;

    Duck(PrintStream voice) {
        this.voice = voice;
    }

    /**
     * Says it all in one piece, so that nobody talks in between.
     *
     * @param what somebody left
     * @param refused how much of it could not be given back
     */
    void scold(String who, Residue what, String refused) {
        StringBuilder speech = new StringBuilder();
        line(speech, PORTRAIT);
        line(speech, "QUACK! " + what.total() + " never freed, left to " + who + ":");
        for (String place : what.places()) {
            line(speech, "- " + place);
        }
        if (!refused.isEmpty()) {
            line(speech, refused);
        }
        line(speech, "Free what you allocate. I am a duck, not a garbage collector.");
        voice.print(speech);
        voice.flush();
    }

    private static void line(StringBuilder speech, String text) {
        speech.append(text).append(System.lineSeparator());
    }
}
