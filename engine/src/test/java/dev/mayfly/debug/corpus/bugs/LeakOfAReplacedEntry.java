package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cache entry that is replaced and not freed. */
@Planted(what = "a cache entry that is replaced and not freed", kind = Kind.LEAK, malloc = true)
public final class LeakOfAReplacedEntry implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        Map<String, Long> cache = new HashMap<>();
        for (String name : List.of("oak", "elm", "oak")) {
            cache.put(name, heap.alloc(48)); // bug
        }
        cache.values().forEach(address -> heap.free(address, 48));
    }
}
