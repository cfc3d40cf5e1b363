package dev.mayfly.bench;

/** Agrona's map. */
public class LongMapsAgrona extends LongMaps {

    @Override
    String map() {
        return "agrona";
    }
}
