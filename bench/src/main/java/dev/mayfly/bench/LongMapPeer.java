package dev.mayfly.bench;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.data.LongLongMap;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.objects.ObjectIterator;

import org.agrona.collections.Long2LongHashMap;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

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

    /** Moves a map that holds the next so many keys of a circle on. */
    final void replaceAll(long[] circle, int head, int entries) {
        int next = (head + entries) % circle.length;
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            remove(circle[head + i]);
            put(circle[next + i], i);
        }
    }

    /** The same a fifth as far, with three of the keys that are asked for between. */
    final long mix(long[] circle, int head, int entries, long[] asked, int from) {
        int next = (head + entries) % circle.length;
        long sum = 0;
        for (int i = 0; i < Sizes.PER_TICK / 5; i++) {
            sum += get(asked[from + i]);
            sum += get(asked[from + i + 200]);
            sum += get(asked[from + i + 400]);
            remove(circle[head + i]);
            put(circle[next + i], i);
        }
        return sum;
    }

    /** Visits so many entries, from where the visit before has ended. */
    abstract long visit(int entries);

    private static final class Mayfly extends LongMapPeer {

        private final LongLongMap map = LongLongMap.create(HeapAllocator.INSTANCE);
        private long slot = -1;

        @Override
        long get(long key) {
            return map.get(key);
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        long visit(int entries) {
            long sum = 0;
            long at = slot;
            for (int i = 0; i < entries; i++) {
                at = at < 0 ? map.firstSlot() : at;
                sum += map.keyAt(at) ^ map.valueAt(at);
                at = map.nextSlot(at);
            }
            slot = at;
            return sum;
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
        private Iterator<Map.Entry<Long, Long>> iterator = map.entrySet().iterator();

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
        long visit(int entries) {
            long sum = 0;
            for (int i = 0; i < entries; i++) {
                if (!iterator.hasNext()) {
                    iterator = map.entrySet().iterator();
                }
                Map.Entry<Long, Long> entry = iterator.next();
                sum += entry.getKey() ^ entry.getValue();
            }
            return sum;
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }
    }

    private static final class Agrona extends LongMapPeer {

        private final Long2LongHashMap map = new Long2LongHashMap(Long.MIN_VALUE);
        private Long2LongHashMap.EntryIterator iterator = map.entrySet().iterator();

        @Override
        long get(long key) {
            return map.get(key);
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        long visit(int entries) {
            long sum = 0;
            for (int i = 0; i < entries; i++) {
                if (!iterator.hasNext()) {
                    iterator = map.entrySet().iterator();
                }
                iterator.next();
                sum += iterator.getLongKey() ^ iterator.getLongValue();
            }
            return sum;
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }
    }

    private static final class Fastutil extends LongMapPeer {

        private final Long2LongOpenHashMap map = new Long2LongOpenHashMap();
        private ObjectIterator<Long2LongMap.Entry> iterator =
                map.long2LongEntrySet().fastIterator();

        @Override
        long get(long key) {
            return map.get(key);
        }

        @Override
        void put(long key, long value) {
            map.put(key, value);
        }

        @Override
        long visit(int entries) {
            long sum = 0;
            for (int i = 0; i < entries; i++) {
                if (!iterator.hasNext()) {
                    iterator = map.long2LongEntrySet().fastIterator();
                }
                Long2LongMap.Entry entry = iterator.next();
                sum += entry.getLongKey() ^ entry.getLongValue();
            }
            return sum;
        }

        @Override
        void remove(long key) {
            map.remove(key);
        }
    }
}
