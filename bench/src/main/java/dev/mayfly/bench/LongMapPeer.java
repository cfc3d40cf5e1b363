package dev.mayfly.bench;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.data.LongLongMap;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;

import org.agrona.collections.Long2LongHashMap;

import java.util.HashMap;

/**
 * A map that is measured. A fork has one kind only, so that calls are bound as in code that uses it
 * directly.
 */
abstract class LongMapPeer {

    static LongMapPeer of(String map) {
        return switch (map) {
            case "mayfly" -> new Mayfly();
            case "hashMap" -> new Java();
            case "agrona" -> new Agrona();
            case "fastutil" -> new Fastutil();
            default -> throw new IllegalArgumentException(map);
        };
    }

    abstract long get(long key);

    abstract void put(long key, long value);

    abstract void remove(long key);

    void delete() {}

    final long sum(long[] keys, int from) {
        long sum = 0;
        for (int i = from; i < from + Sizes.PER_TICK; i++) {
            sum += get(keys[i]);
        }
        return sum;
    }

    final void putAll(long[] keys, int from) {
        for (int i = from; i < from + Sizes.PER_TICK; i++) {
            put(keys[i], i);
        }
    }

    /** Swaps keys between the half that is in the map and the half that is not. */
    final void replaceAll(long[] keys, int from, int half) {
        for (int i = from; i < from + Sizes.PER_TICK; i++) {
            swap(keys, i, half);
        }
    }

    final long mix(long[] keys, int from, int half) {
        long sum = 0;
        for (int i = from; i < from + Sizes.PER_TICK; i += 5) {
            sum += get(keys[i]) + get(keys[i + 1]) + get(keys[half + i + 2]);
            swap(keys, i, half);
        }
        return sum;
    }

    private void swap(long[] keys, int i, int half) {
        long goes = keys[i];
        long comes = keys[half + i];
        remove(goes);
        put(comes, i);
        keys[i] = comes;
        keys[half + i] = goes;
    }

    private static final class Mayfly extends LongMapPeer {

        private final LongLongMap map = LongLongMap.create(HeapAllocator.INSTANCE);

        @Override
        long get(long key) {
            return map.get(key);
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }

        @Override
        void delete() {
            map.delete();
        }
    }

    private static final class Java extends LongMapPeer {

        private final HashMap<Long, Long> map = new HashMap<>();

        @Override
        long get(long key) {
            Long value = map.get(key);
            return value == null ? 0 : value;
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }
    }

    private static final class Agrona extends LongMapPeer {

        private final Long2LongHashMap map = new Long2LongHashMap(Long.MIN_VALUE);

        @Override
        long get(long key) {
            return map.get(key);
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }
    }

    private static final class Fastutil extends LongMapPeer {

        private final Long2LongOpenHashMap map = new Long2LongOpenHashMap();

        @Override
        long get(long key) {
            return map.get(key);
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }
    }
}
