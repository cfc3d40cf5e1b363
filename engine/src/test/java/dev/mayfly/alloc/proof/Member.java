package dev.mayfly.alloc.proof;

import dev.mayfly.alloc.Allocator;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One allocator of the family, and what a random program must know of it beyond its features.
 *
 * @param name for reports
 * @param factory makes a fresh one
 * @param maxSize bytes, the largest block it is asked for
 * @param maxAlignment bytes
 * @param keeps bytes that a program keeps allocated at most, alignment and books included
 * @param room bytes, alignment and books included, up to which no request may be refused
 * @param left bytes that it says are still allocated; negative where it keeps no such books
 * @param held bytes that it holds for blocks, live or not, which a fresh one and one that was told
 *     to do its upkeep with nothing live hold the same number of; negative where it does not say
 * @param upkeep what it can be told to do for itself
 * @param save opens a save point
 */
record Member(
        String name,
        Supplier<? extends Allocator> factory,
        long maxSize,
        long maxAlignment,
        long keeps,
        long room,
        ToLongFunction<Allocator> left,
        ToLongFunction<Allocator> held,
        Consumer<Allocator> upkeep,
        Function<Allocator, AutoCloseable> save) {

    /** One that takes any request, keeps 4 MiB and promises nothing. */
    static Member of(String name, Supplier<? extends Allocator> factory) {
        return new Member(
                name,
                factory,
                600_000,
                8192,
                4 << 20,
                0,
                allocator -> -1,
                allocator -> -1,
                allocator -> {},
                allocator -> {
                    throw new AssertionError(name + " offers save points: say how they are opened");
                });
    }

    Member upTo(long size, long alignment) {
        return new Member(name, factory, size, alignment, keeps, room, left, held, upkeep, save);
    }

    Member keeping(long most) {
        return new Member(
                name, factory, maxSize, maxAlignment, most, room, left, held, upkeep, save);
    }

    Member withRoomFor(long bytes) {
        return new Member(
                name, factory, maxSize, maxAlignment, keeps, bytes, left, held, upkeep, save);
    }

    <A extends Allocator> Member left(Class<A> type, ToLongFunction<A> ask) {
        ToLongFunction<Allocator> bytes = allocator -> ask.applyAsLong(type.cast(allocator));
        return new Member(
                name, factory, maxSize, maxAlignment, keeps, room, bytes, held, upkeep, save);
    }

    <A extends Allocator> Member held(Class<A> type, ToLongFunction<A> ask) {
        ToLongFunction<Allocator> bytes = allocator -> ask.applyAsLong(type.cast(allocator));
        return new Member(
                name, factory, maxSize, maxAlignment, keeps, room, left, bytes, upkeep, save);
    }

    <A extends Allocator> Member upkeep(Class<A> type, Consumer<A> tell) {
        Consumer<Allocator> call = allocator -> tell.accept(type.cast(allocator));
        return new Member(
                name, factory, maxSize, maxAlignment, keeps, room, left, held, call, save);
    }

    <A extends Allocator> Member save(Class<A> type, Function<A, AutoCloseable> open) {
        Function<Allocator, AutoCloseable> point = allocator -> open.apply(type.cast(allocator));
        return new Member(
                name, factory, maxSize, maxAlignment, keeps, room, left, held, upkeep, point);
    }

    /** Fails if an allocator without live blocks keeps anything. */
    void checkNothingIsLeft(Allocator allocator, long heldWhenFresh) {
        upkeep.accept(allocator);
        long bytes = left.applyAsLong(allocator);
        if (bytes > 0) {
            throw new AssertionError(
                    "everything was given back, and %d bytes are still allocated".formatted(bytes));
        }
        long stuck = held.applyAsLong(allocator) - heldWhenFresh;
        if (stuck > 0) {
            throw new AssertionError(
                    "everything was given back, and %d bytes are still held".formatted(stuck));
        }
    }

    Allocator create() {
        return factory.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
