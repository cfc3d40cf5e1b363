package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.data.FloatArray;
import dev.mayfly.data.IntArray;

import it.unimi.dsi.fastutil.ints.IntArrayList;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What lists of numbers cost: Mayfly's, plain Java arrays, {@code ArrayList<Integer>}, Agrona's and
 * fastutil's. The figure is for all elements together.
 *
 * <p>Appending starts from an empty list that has the room; {@code appendScratch} from one that has
 * none, in an arena that is emptied afterwards. Random access visits every element once. Sorting
 * begins with a bulk copy of the unsorted elements.
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class IntArrays extends Nanoseconds {

    private static final long SEED = 20260101;

    @Param({"1000", "1000000"})
    public int elements;

    private final GeneralAllocator allocator = GeneralAllocator.create();
    private final FrameArena arena = FrameArena.create();
    private final IntArray mayfly = IntArray.create(allocator);
    private final IntArray scratch = IntArray.create(arena);
    private final FloatArray mayflyFloats = FloatArray.create(allocator);
    private final ArrayList<Integer> arrayList = new ArrayList<>();
    private final IntArrayList fastutil = new IntArrayList();
    private org.agrona.collections.IntArrayList agrona;
    private int[] javaArray;
    private float[] javaFloats;
    private int[] values;
    private List<Integer> boxedValues;
    private int[] order;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        values = random.ints(elements).toArray();
        boxedValues = Arrays.stream(values).boxed().toList();
        List<Integer> shuffled = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            shuffled.add(i);
        }
        Collections.shuffle(shuffled, new java.util.Random(SEED));
        order = shuffled.stream().mapToInt(Integer::intValue).toArray();
        agrona = new org.agrona.collections.IntArrayList(elements, Integer.MIN_VALUE);
        javaArray = values.clone();
        javaFloats = new float[elements];
        for (int i = 0; i < elements; i++) {
            javaFloats[i] = values[i];
            agrona.addInt(values[i]);
        }
        arrayList.addAll(boxedValues);
        fastutil.addElements(0, values);
        mayfly.addAll(values);
        mayflyFloats.addAll(javaFloats);
    }

    @TearDown
    public void close() {
        mayfly.delete();
        mayflyFloats.delete();
        allocator.close();
        arena.close();
    }

    @Benchmark
    public long appendMayfly() {
        IntArray list = mayfly;
        list.clear();
        for (int i = 0; i < elements; i++) {
            list.add(i);
        }
        return list.size();
    }

    @Benchmark
    public long appendScratch() {
        IntArray list = scratch;
        for (int i = 0; i < elements; i++) {
            list.add(i);
        }
        long size = list.size();
        list.forget();
        arena.freeAll();
        return size;
    }

    @Benchmark
    public int appendJavaArray() {
        int[] array = javaArray;
        int size = 0;
        for (int i = 0; i < elements; i++) {
            array[size++] = i;
        }
        return size;
    }

    @Benchmark
    public int appendArrayList() {
        ArrayList<Integer> list = arrayList;
        list.clear();
        for (int i = 0; i < elements; i++) {
            list.add(i);
        }
        return list.size();
    }

    @Benchmark
    public int appendAgrona() {
        org.agrona.collections.IntArrayList list = agrona;
        list.clear();
        for (int i = 0; i < elements; i++) {
            list.addInt(i);
        }
        return list.size();
    }

    @Benchmark
    public int appendFastutil() {
        IntArrayList list = fastutil;
        list.clear();
        for (int i = 0; i < elements; i++) {
            list.add(i);
        }
        return list.size();
    }

    @Benchmark
    public int readMayfly() {
        IntArray list = mayfly;
        int sum = 0;
        for (int i : order) {
            sum += list.get(i);
        }
        return sum;
    }

    @Benchmark
    public int readJavaArray() {
        int[] array = javaArray;
        int sum = 0;
        for (int i : order) {
            sum += array[i];
        }
        return sum;
    }

    @Benchmark
    public int readArrayList() {
        ArrayList<Integer> list = arrayList;
        int sum = 0;
        for (int i : order) {
            sum += list.get(i);
        }
        return sum;
    }

    @Benchmark
    public int readAgrona() {
        org.agrona.collections.IntArrayList list = agrona;
        int sum = 0;
        for (int i : order) {
            sum += list.getInt(i);
        }
        return sum;
    }

    @Benchmark
    public int readFastutil() {
        IntArrayList list = fastutil;
        int sum = 0;
        for (int i : order) {
            sum += list.getInt(i);
        }
        return sum;
    }

    @Benchmark
    public void writeMayfly() {
        IntArray list = mayfly;
        for (int i : order) {
            list.set(i, i);
        }
    }

    @Benchmark
    public void writeJavaArray() {
        int[] array = javaArray;
        for (int i : order) {
            array[i] = i;
        }
    }

    @Benchmark
    public void writeArrayList() {
        ArrayList<Integer> list = arrayList;
        for (int i : order) {
            list.set(i, i);
        }
    }

    @Benchmark
    public void writeAgrona() {
        org.agrona.collections.IntArrayList list = agrona;
        for (int i : order) {
            list.setInt(i, i);
        }
    }

    @Benchmark
    public void writeFastutil() {
        IntArrayList list = fastutil;
        for (int i : order) {
            list.set(i, i);
        }
    }

    @Benchmark
    public int sumMayfly() {
        IntArray list = mayfly;
        int sum = 0;
        for (long i = 0; i < list.size(); i++) {
            sum += list.get(i);
        }
        return sum;
    }

    /** The index is an int, and so is the size. */
    @Benchmark
    public int sumMayflyByInt() {
        IntArray list = mayfly;
        int sum = 0;
        int size = (int) list.size();
        for (int i = 0; i < size; i++) {
            sum += list.get(i);
        }
        return sum;
    }

    @Benchmark
    public int sumJavaArray() {
        int[] array = javaArray;
        int sum = 0;
        for (int i = 0; i < array.length; i++) {
            sum += array[i];
        }
        return sum;
    }

    @Benchmark
    public int sumArrayList() {
        ArrayList<Integer> list = arrayList;
        int sum = 0;
        for (int i = 0; i < list.size(); i++) {
            sum += list.get(i);
        }
        return sum;
    }

    @Benchmark
    public int sumAgrona() {
        org.agrona.collections.IntArrayList list = agrona;
        int sum = 0;
        for (int i = 0; i < list.size(); i++) {
            sum += list.getInt(i);
        }
        return sum;
    }

    @Benchmark
    public int sumFastutil() {
        IntArrayList list = fastutil;
        int sum = 0;
        for (int i = 0; i < list.size(); i++) {
            sum += list.getInt(i);
        }
        return sum;
    }

    @Benchmark
    public float sumFloatsMayfly() {
        FloatArray list = mayflyFloats;
        float sum = 0;
        for (long i = 0; i < list.size(); i++) {
            sum += list.get(i);
        }
        return sum;
    }

    @Benchmark
    public float sumFloatsJavaArray() {
        float[] array = javaFloats;
        float sum = 0;
        for (int i = 0; i < array.length; i++) {
            sum += array[i];
        }
        return sum;
    }

    @Benchmark
    public void sortMayfly() {
        IntArray list = mayfly;
        list.setAll(0, values, 0, elements);
        list.sort();
    }

    @Benchmark
    public void sortJavaArray() {
        int[] array = javaArray;
        System.arraycopy(values, 0, array, 0, elements);
        Arrays.sort(array);
    }

    @Benchmark
    public void sortArrayList() {
        ArrayList<Integer> list = arrayList;
        for (int i = 0; i < elements; i++) {
            list.set(i, boxedValues.get(i));
        }
        list.sort(null);
    }

    @Benchmark
    public void sortFastutil() {
        IntArrayList list = fastutil;
        list.setElements(0, values);
        list.sort(null);
    }
}
