package dev.mayfly.bench;

/** Mayfly's map. */
public class LongMapsMayfly extends LongMaps {

    @Override
    String map() {
        return "mayfly";
    }
}
