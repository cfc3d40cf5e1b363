package dev.mayfly.debug.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Each call is written as {@code owner method descriptor}, a static one with a star before it. */
class CalleesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/mayfly/alloc/Allocator alloc (J)J",
                "dev/mayfly/alloc/FrameArena <init> (J)V",
                "dev/mayfly/alloc/FrameArena close ()V",
                "dev/mayfly/debug/TrackingAllocator allocNonZeroed (JJ)J",
                "dev/mayfly/debug/TrackingAllocator close ()V",
                "dev/mayfly/data/OwnedArray add (J)V",
                "*dev/mayfly/Mem alloc (J)J",
                "*dev/mayfly/context/Context open ()Ldev/mayfly/context/OpenContext;",
                "game/Pool alloc (JJ)J",
                "*game/SpotArray create (Ldev/mayfly/alloc/Allocator;)Lgame/SpotArray;",
                "game/SpotColumns add (Lgame/Spot;)J",
                "game/Pool tryFree (JJ)Ldev/mayfly/alloc/AllocResult;",
                "java/lang/foreign/SegmentAllocator allocate (JJ)Ljava/lang/foreign/MemorySegment;",
                "*org/lwjgl/system/MemoryUtil memAlloc (I)Ljava/nio/ByteBuffer;",
                "*org/lwjgl/system/MemoryUtil memCallocFloat (I)Ljava/nio/FloatBuffer;",
                "*org/lwjgl/system/MemoryUtil nmemAlignedFree (J)V",
                "*org/lwjgl/system/MemoryUtil memRealloc"
                        + " (Ljava/nio/ByteBuffer;I)Ljava/nio/ByteBuffer;",
                "*org/lwjgl/system/MemoryUtil memUTF8"
                        + " (Ljava/lang/CharSequence;)Ljava/nio/ByteBuffer;",
                "*org/lwjgl/stb/STBImage stbi_load (Ljava/lang/CharSequence;)Ljava/nio/ByteBuffer;",
                "*org/lwjgl/stb/STBTTBakedChar malloc (I)Lorg/lwjgl/stb/STBTTBakedChar$Buffer;",
                "*org/lwjgl/system/jemalloc/JEmalloc je_malloc (J)Ljava/nio/ByteBuffer;",
                "org/lwjgl/system/NativeResource free ()V",
                "org/lwjgl/glfw/GLFWKeyCallback close ()V",
            })
    void shouldNumberWhatMayAllocateOrFree(String call) {
        assertEquals(true, mayAllocate(call));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/mayfly/alloc/FrameArena used ()J",
                "dev/mayfly/data/OwnedArray get (J)J",
                "*dev/mayfly/debug/CallSites enter (I)I",
                "dev/mayfly/debug/Tag use ()Ldev/mayfly/debug/Tag$Use;",
                "dev/mayfly/debug/TrackingAllocator totals ()Ldev/mayfly/debug/Totals;",
                "dev/mayfly/loop/GameLoop run ()V",
                "*dev/mayfly/context/Context runDefault (Ljava/lang/Runnable;)V",
                "*org/lwjgl/glfw/GLFW glfwPollEvents ()V",
                "*dev/mayfly/memory/Memory putInt (JI)V",
                "game/Pool alloc (I)J",
                "game/SpotArray x (J)I",
                "game/SpotArray get (J)Lgame/Spot;",
                "game/Pool close ()V",
                "java/lang/AutoCloseable close ()V",
                "java/util/List add (Ljava/lang/Object;)Z",
                "java/lang/foreign/Arena allocate (JJ)Ljava/lang/foreign/MemorySegment;",
                "[J clone ()Ljava/lang/Object;",
                "*org/lwjgl/BufferUtils createByteBuffer (I)Ljava/nio/ByteBuffer;",
                "*org/lwjgl/system/MemoryUtil memPutInt (JI)V",
                "*org/lwjgl/system/MemoryUtil memUTF8 (Ljava/nio/ByteBuffer;)Ljava/lang/String;",
                "*org/lwjgl/system/MemoryStack stackPush ()Lorg/lwjgl/system/MemoryStack;",
                "org/lwjgl/system/MemoryStack close ()V",
                "*org/lwjgl/opengl/GL46C glDrawArrays (III)V",
                "org/lwjgl/stb/STBTTBakedChar x0 ()S",
            })
    void shouldLeaveWhatOnlyReadsOrIsNoAllocator(String call) {
        assertEquals(false, mayAllocate(call));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*com/sound/Native decode (J)J", "com/sound/Clip free ()V"})
    void shouldNumberTheLibrariesThatItIsTold(String call) {
        assertEquals(true, mayAllocate(call, List.of("com/sound/")));
        assertEquals(false, mayAllocate(call));
    }

    private static boolean mayAllocate(String call) {
        return mayAllocate(call, Callees.LIBRARIES);
    }

    private static boolean mayAllocate(String call, List<String> libraries) {
        boolean isStatic = call.startsWith("*");
        String[] parts = call.substring(isStatic ? 1 : 0).split(" ");
        return new Callees(libraries).mayAllocate(parts[0], parts[1], parts[2], isStatic);
    }
}
