package dev.mayfly.bench;

import java.util.List;

/**
 * How many times as long something takes with much to do as with little.
 *
 * @param label what a reader calls it
 * @param much the one
 * @param little the other
 */
record Growth(String label, Subject much, Subject little) implements Measure {

    @Override
    public List<Double> rounds(Figures figures) {
        return Figures.divide(much.rounds(figures), little.rounds(figures));
    }
}
