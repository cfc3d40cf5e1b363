package dev.mayfly.bench;

/** fastutil's map. */
public class LongMapsFastutil extends LongMaps {

    @Override
    String map() {
        return "fastutil";
    }
}
