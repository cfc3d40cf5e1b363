package dev.mayfly.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class BlockTableTest {

    @Test
    void shouldAgreeWithAHashMap() {
        SplittableRandom random = new SplittableRandom(53);
        BlockTable blocks = new BlockTable();
        Map<Long, Long> model = new HashMap<>();
        List<Long> live = new ArrayList<>();
        for (int step = 0; step < 100_000; step++) {
            if (live.isEmpty() || random.nextInt(100) < 51) {
                long address = (1 + random.nextInt(1 << 20)) * 65_536L;
                if (!model.containsKey(address)) {
                    long size = 1 + random.nextInt(65_536);
                    model.put(address, size);
                    blocks.put(address, size);
                    live.add(address);
                }
            } else {
                int pick = random.nextInt(live.size());
                long address = live.get(pick);
                live.set(pick, live.getLast());
                live.removeLast();
                model.remove(address);
                blocks.remove(address);
                assertEquals(-1, blocks.size(address));
            }
            if (step % 1000 == 0) {
                model.forEach((address, size) -> assertEquals(size, blocks.size(address)));
                assertEquals(model.size(), blocks.count());
            }
        }
        assertEquals(model.values().stream().mapToLong(size -> size).sum(), blocks.bytes());
        assertEquals(model.size(), Arrays.stream(blocks.all()).distinct().count());
    }

    @Test
    void shouldFindTheBlockAroundAnAddress() {
        BlockTable blocks = new BlockTable();
        blocks.put(1 << 20, 100_000);
        assertEquals(1 << 20, blocks.around((1 << 20) + 99_999));
        assertEquals(0, blocks.around((1 << 20) + 100_000));
        assertEquals(0, blocks.around((1 << 20) - 1));
        assertEquals(-1, blocks.size((1 << 20) + 1));
        assertEquals(-1, blocks.size(0));
        blocks.clear();
        assertEquals(0, blocks.around(1 << 20));
        assertEquals(0, blocks.bytes());
    }
}
