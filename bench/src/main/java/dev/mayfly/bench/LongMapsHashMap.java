package dev.mayfly.bench;

/** Java's {@code HashMap<Long, Long>}. */
public class LongMapsHashMap extends LongMaps {

    @Override
    String map() {
        return "hashMap";
    }
}
