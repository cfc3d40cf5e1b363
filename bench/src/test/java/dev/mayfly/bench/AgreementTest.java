package dev.mayfly.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.bench.peers.Peer;
import dev.mayfly.bench.peers.TemporaryFolder;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** That contestants who are compared do the same: write the same, and find the same. */
class AgreementTest {

    private static final int BLOCKS = 2500;
    private static final int SLOTS = 500;

    /** With the machine's C compiler; without one the tests of C are skipped with the reason. */
    private static void needC() throws IOException {
        Optional<String> reason = Peer.C.tryCompile(TemporaryFolder.create());
        boolean required = "required".equals(System.getenv("MAYFLY_CC"));
        Assumptions.assumeTrue(reason.isEmpty() || required, () -> reason.orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frameArena",
                "frameArenaZeroed",
                "frameArenaSegments",
                "frameArenaSegmentsZeroed",
                "lwjglMemoryStack",
                "lwjglSegmentStack",
                "ffmSlicing",
                "mayfly",
                "lwjglMimalloc",
                "lwjglRpmalloc",
                "lwjglJemalloc",
                "lwjglSystem",
                "nettyPooled",
                "nettyAdaptive",
                "ffmConfined",
                "ffmShared",
                "ffmAuto",
                "objectsG1"
            })
    void shouldWriteEveryBlockOfATick(String name) {
        assertTickWrites(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cBump", "cMimalloc", "cRpmalloc", "cJemalloc", "cSystem"})
    void shouldWriteEveryBlockOfATickInC(String name) throws IOException {
        needC();
        assertTickWrites(name);
    }

    private static void assertTickWrites(String name) {
        try (Tick tick = Tick.of(name, Sizes.small(BLOCKS))) {
            long expected = BLOCKS * (BLOCKS - 1L) / 2;
            assertEquals(expected, tick.sum());
            tick.run(3);
            assertEquals(expected, tick.sum());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lwjglMimalloc",
                "lwjglRpmalloc",
                "lwjglJemalloc",
                "lwjglSystem",
                "nettyPooled",
                "nettyAdaptive",
                "ffmConfined",
                "ffmShared",
                "ffmAuto",
                "objectsG1"
            })
    void shouldReplaceTheSameBlocks(String name) {
        assertEquals(churned("mayfly", 0), churned(name, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cMimalloc", "cRpmalloc", "cJemalloc", "cSystem"})
    void shouldReplaceTheSameBlocksInC(String name) throws IOException {
        needC();
        assertEquals(churned("mayfly", 0), churned(name, 0));
    }

    @Test
    void shouldReplaceOtherBlocksOnAnotherThread() {
        assertNotEquals(churned("mayfly", 0), churned("mayfly", 1));
    }

    private static List<Long> churned(String name, long seed) {
        try (Churn churn = Churn.of(Source.of(name), SLOTS, seed)) {
            churn.fill();
            long filled = churn.sum();
            churn.run(3 * SLOTS);
            long replaced = churn.sum();
            churn.clear();
            return List.of(filled, replaced);
        }
    }

    @Test
    void shouldMoveParticlesToTheSamePlaces() {
        ParticleUpdate update = particles();
        update.floatArrays();
        float[] expected = update.x;
        assertTrue(expected[1] > 0);

        update.kernels();
        assertArrayEquals(expected, columns(update));
        update.array();
        assertArrayEquals(expected, array(update));
        update.objects();
        float[] objects = new float[expected.length];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = update.bodies[i].x;
        }
        assertArrayEquals(sorted(expected), sorted(objects));
        update.delete();

        ParticleUpdate loop = particles();
        loop.columns();
        assertArrayEquals(expected, columns(loop));
        loop.delete();
    }

    /** From standstill, where C's fused multiply-add rounds as often as Java's two operations. */
    @Test
    void shouldMoveParticlesToTheSamePlacesInC() throws IOException {
        needC();
        ParticleUpdate update = particles();
        update.floatArrays();
        ParticleUpdate.Native c = new ParticleUpdate.Native();
        update.cColumns(c);
        assertArrayEquals(update.x, columns(update));
        update.cArray(c);
        assertArrayEquals(update.x, array(update));
        update.delete();
    }

    private static ParticleUpdate particles() {
        ParticleUpdate update = new ParticleUpdate();
        update.particles = 1000;
        update.fill();
        return update;
    }

    private static float[] columns(ParticleUpdate update) {
        float[] x = new float[update.particles];
        for (int i = 0; i < x.length; i++) {
            x[i] = update.columns.x(i);
        }
        return x;
    }

    private static float[] array(ParticleUpdate update) {
        float[] x = new float[update.particles];
        for (int i = 0; i < x.length; i++) {
            x[i] = update.array.x(i);
        }
        return x;
    }

    private static float[] sorted(float[] values) {
        float[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    @Test
    void shouldReadTheSameNumbersFromEveryList() {
        IntArrays lists = new IntArrays();
        lists.elements = 1000;
        lists.fill();
        int sum = lists.readJavaArray();
        assertNotEquals(0, sum);
        assertEquals(sum, lists.readMayfly());
        assertEquals(sum, lists.readArrayList());
        assertEquals(sum, lists.readAgrona());
        assertEquals(sum, lists.readFastutil());
        assertEquals(sum, lists.sumMayfly());
        assertEquals(sum, lists.sumMayflyByInt());
        assertEquals(sum, lists.sumJavaArray());
        assertEquals(sum, lists.sumArrayList());
        assertEquals(sum, lists.sumAgrona());
        assertEquals(sum, lists.sumFastutil());
        assertEquals(lists.sumFloatsJavaArray(), lists.sumFloatsMayfly());
        lists.close();
    }

    @Test
    void shouldAppendAsManyNumbersToEveryList() {
        IntArrays lists = new IntArrays();
        lists.elements = 1000;
        lists.fill();
        assertEquals(1000, lists.appendMayfly());
        assertEquals(1000, lists.appendScratch());
        assertEquals(1000, lists.appendJavaArray());
        assertEquals(1000, lists.appendArrayList());
        assertEquals(1000, lists.appendAgrona());
        assertEquals(1000, lists.appendFastutil());
        assertEquals(lists.sumJavaArray(), lists.sumMayfly());
        assertEquals(lists.sumJavaArray(), lists.sumFastutil());
        lists.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashMap", "agrona", "fastutil"})
    void shouldFindTheSameInEveryMap(String map) {
        for (String keys : List.of("random", "sequential")) {
            LongMapLoad expected = new LongMapLoad("mayfly", 1000, keys);
            LongMapLoad actual = new LongMapLoad(map, 1000, keys);
            assertEquals(expected.get(), actual.get());
            assertEquals(expected.iterate(), actual.iterate());
            expected.removeAndPut();
            actual.removeAndPut();
            assertEquals(expected.iterate(), actual.iterate());
            expected.mixed();
            actual.mixed();
            assertEquals(expected.iterate(), actual.iterate());
            expected.delete();
            actual.delete();
        }
    }

    @Test
    void shouldReadTheSameComponents() {
        StructAccess access = new StructAccess();
        access.particles = 1000;
        access.fill();
        int sum = access.readJavaArray();
        assertNotEquals(0, sum);
        assertEquals(sum, access.readColumns());
        assertEquals(sum, access.readArray());
        assertEquals(sum, access.readJavaObjects());
        access.delete();
    }

    @Test
    void shouldFollowEveryReferenceToTheSameBody() {
        SlotMapAccess access = new SlotMapAccess();
        access.elements = 1000;
        access.fill();
        long sum = access.array();
        assertNotEquals(0, sum);
        assertEquals(sum, access.slotMap());
        assertEquals(sum, access.arrayOfObjects());
        assertEquals(sum, access.hashMap());
        assertEquals(sum, access.agrona());
        assertEquals(sum, access.fastutil());
        access.close();
    }

    @Test
    void shouldComeToTheSameResultInBulk() {
        BulkKernels bulk = kernels();
        assertEquals(bulk.sumScalar(), bulk.sum());
        assertEquals(bulk.sumJavaArray(), bulk.sum(), 0.01);
        assertEquals(bulk.dotScalar(), bulk.dot());
        assertEquals(bulk.dotJavaArray(), bulk.dot(), 0.01);
        assertEquals(bulk.maxJavaArray(), bulk.max());
        assertEquals(bulk.maxScalar(), bulk.max());
        assertEquals(bulk.whereJavaArray(), bulk.where());
        bulk.close();
    }

    @Test
    void shouldComeToTheSameResultInBulkInC() throws IOException {
        needC();
        BulkKernels bulk = kernels();
        BulkKernels.C c = new BulkKernels.C();
        assertEquals(bulk.sum(), bulk.cSum(c), 0.01);
        assertEquals(bulk.dot(), bulk.cDot(c), 0.01);
        bulk.close();
    }

    private static BulkKernels kernels() {
        BulkKernels bulk = new BulkKernels();
        bulk.elements = 1000;
        bulk.fill();
        assertTrue(bulk.sum() > 1);
        return bulk;
    }

    @Test
    void shouldWriteTheSameText() {
        HudText text = new HudText();
        byte last = text.mayfly();
        text.close();
        HudText other = new HudText();
        assertEquals(last, other.stringBuilder());
        other.close();
        other = new HudText();
        assertEquals(last, other.stringFormat());
        other.close();
    }
}
