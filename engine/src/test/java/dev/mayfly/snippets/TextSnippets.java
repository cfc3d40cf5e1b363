package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.data.Text;
import dev.mayfly.data.TextBuilder;
import dev.mayfly.data.TextPieces;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

/** What the Javadoc of text in {@code dev.mayfly.data} shows, compiled and run. */
class TextSnippets {

    @Test
    void hud() {
        long tick = 1234567;
        double milliseconds = 16.6666;
        try (FrameArena scratch = FrameArena.create()) {
            // @start region="hud"
            TextBuilder hud = TextBuilder.create(scratch); // once; no memory yet
            // every tick:
            hud.restart().append("tick ").appendGrouped(tick, ',');
            hud.append(", ").appendFixed(milliseconds, 2).append(" ms");
            draw(hud.address(), hud.size()); // tick 1,234,567, 16.67 ms
            // @end
            assertEquals("tick 1,234,567, 16.67 ms", hud.toString());
        }
    }

    private static void draw(long utf8, long bytes) {
        assertEquals("tick 1,234,567, 16.67 ms", Text.view(utf8, bytes).toString());
    }

    @Test
    void columns() {
        String[] names = {"José", "Ann"};
        int[] scores = {7, 1200};
        try (TextBuilder table = TextBuilder.create(GeneralAllocator.shared())) {
            // @start region="columns"
            for (int i = 0; i < names.length; i++) {
                long mark = table.size();
                table.append(names[i]).alignLeft(mark, 6);
                mark = table.size();
                table.append(scores[i]).alignRight(mark, 5).newLine();
            }
            // José      7
            // Ann    1200
            // @end
            assertEquals("José      7\nAnn    1200\n", table.toString());
        }
    }

    @Test
    void text() {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            Map<Text, Integer> scores = new HashMap<>();
            // @start region="text"
            Text name = Text.of(general, "player: José"); // made: a copy, in native memory
            Text player = name.slice(name.indexOf(": ") + 2, name.size()); // a view of its end
            assertTrue(player.contentEquals("José"));
            scores.put(player, 1200);
            // @end
            assertEquals(1200, scores.get(Text.of(general, "José")));
            // @start region="text"
            name.delete(); // and now the view must not be used any more
            // @end
        }
    }

    @Test
    void parse() {
        try (FrameArena scratch = FrameArena.create()) {
            // @start region="parse"
            Text line = Text.of(scratch, "speed = 12.5 ");
            long sign = line.indexOf('=');
            Text key = line.slice(0, sign).trim();
            double value = line.slice(sign + 1, line.size()).trim().parseDouble();
            // @end
            assertEquals("speed", key.toString());
            assertEquals(12.5, value);
        }
    }

    @Test
    void pieces() {
        long sum = 0;
        try (FrameArena scratch = FrameArena.create()) {
            Text numbers = Text.of(scratch, "1;20;300");
            // @start region="pieces"
            TextPieces pieces = numbers.split(';');
            while (pieces.next()) {
                sum += pieces.parseLong();
            }
            // @end
            assertEquals(321, sum);
        }
    }
}
