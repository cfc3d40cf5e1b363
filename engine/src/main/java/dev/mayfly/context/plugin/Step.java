package dev.mayfly.context.plugin;

import org.jspecify.annotations.Nullable;

import javax.lang.model.type.TypeMirror;

/**
 * From one body to another.
 *
 * @param verb what the one does with the other, for the message; "" where that says nothing, as
 *     with a lambda that stands in the body
 * @param target the other
 * @param spot where
 * @param receiver for a call that an overrider may answer: the type it is made on
 */
record Step(String verb, Body target, Spot spot, @Nullable TypeMirror receiver) {

    boolean isSilent() {
        return verb.isEmpty();
    }
}
