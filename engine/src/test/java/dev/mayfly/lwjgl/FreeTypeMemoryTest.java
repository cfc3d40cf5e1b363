package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.util.freetype.FreeType.FT_Add_Default_Modules;
import static org.lwjgl.util.freetype.FreeType.FT_Done_Face;
import static org.lwjgl.util.freetype.FreeType.FT_Done_Library;
import static org.lwjgl.util.freetype.FreeType.FT_Err_Out_Of_Memory;
import static org.lwjgl.util.freetype.FreeType.FT_LOAD_RENDER;
import static org.lwjgl.util.freetype.FreeType.FT_Load_Char;
import static org.lwjgl.util.freetype.FreeType.FT_New_Library;
import static org.lwjgl.util.freetype.FreeType.FT_New_Memory_Face;

import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;

import org.junit.jupiter.api.Test;
import org.lwjgl.BufferUtils;
import org.lwjgl.PointerBuffer;
import org.lwjgl.util.freetype.FT_Bitmap;
import org.lwjgl.util.freetype.FT_Face;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** With the real FreeType, and the smallest font that there is. */
class FreeTypeMemoryTest {

    /** One letter, an arrow up, 8 by 8, in Adobe's format for bitmaps. */
    private static final ByteBuffer FONT =
            font(
                    """
                    STARTFONT 2.1
                    FONT arrow
                    SIZE 8 75 75
                    FONTBOUNDINGBOX 8 8 0 0
                    STARTPROPERTIES 2
                    FONT_ASCENT 8
                    FONT_DESCENT 0
                    ENDPROPERTIES
                    CHARS 1
                    STARTCHAR A
                    ENCODING 65
                    SWIDTH 1000 0
                    DWIDTH 8 0
                    BBX 8 8 0 0
                    BITMAP
                    18
                    3C
                    7E
                    FF
                    18
                    18
                    18
                    18
                    ENDCHAR
                    ENDFONT
                    """);

    private static ByteBuffer font(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return BufferUtils.createByteBuffer(bytes.length).put(0, bytes);
    }

    /** FreeType's error, or 0. */
    private final PointerBuffer library = BufferUtils.createPointerBuffer(1);

    private final PointerBuffer face = BufferUtils.createPointerBuffer(1);

    private int openLibrary(FreeTypeMemory memory) {
        int error = FT_New_Library(memory.memory(), library);
        if (error == 0) {
            FT_Add_Default_Modules(library.get(0));
        }
        return error;
    }

    private int openFace() {
        return FT_New_Memory_Face(library.get(0), FONT, 0, face);
    }

    private FT_Face face() {
        return FT_Face.create(face.get(0));
    }

    private int loadLetter() {
        return FT_Load_Char(face(), 'A', FT_LOAD_RENDER);
    }

    private void checkLetter() {
        FT_Bitmap bitmap = Objects.requireNonNull(face().glyph()).bitmap();
        assertEquals(8, bitmap.width());
        assertEquals(8, bitmap.rows());
        ByteBuffer rows = Objects.requireNonNull(bitmap.buffer(8));
        assertEquals(0x3C, rows.get(Math.abs(bitmap.pitch())));
    }

    @Test
    void shouldHaveAllOfALibraryInItsAllocator() {
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        try (FreeTypeMemory memory = FreeTypeMemory.of(ledger)) {
            assertEquals(0, openLibrary(memory));
            assertEquals(0, openFace());
            assertEquals(0, loadLetter());
            checkLetter();
            assertTrue(ledger.liveBlocks() > 10, "blocks: " + ledger.liveBlocks());
            assertEquals(ledger.liveBlocks(), memory.liveBlocks());
            assertEquals(ledger.liveBytes(), memory.liveBytes());
            assertEquals(0, FT_Done_Library(library.get(0)));
            assertEquals(0, memory.liveBlocks());
            assertEquals(0, ledger.liveBlocks());
            assertNull(memory.takeFailure());
        }
    }

    @Test
    void shouldDropALibraryWithItsArena() {
        try (FrameArena arena = FrameArena.create();
                FreeTypeMemory memory = FreeTypeMemory.of(arena)) {
            long used = 0;
            for (int i = 0; i < 10; i++) {
                assertEquals(0, openLibrary(memory));
                assertEquals(0, openFace());
                assertEquals(0, loadLetter());
                checkLetter();
                arena.query(face.get(0));
                used = Math.max(used, arena.used());
                assertEquals(used, arena.used());
                arena.freeAll();
            }
            assertNull(memory.takeFailure());
        }
    }

    @Test
    void shouldGiveEachBlockBackToTheScopeThatItWasMadeIn() {
        FailingAllocator libraries = new FailingAllocator(GeneralAllocator.shared());
        FailingAllocator faces = new FailingAllocator(GeneralAllocator.shared());
        try (FreeTypeMemory memory = FreeTypeMemory.ofContext();
                FrameArena other = FrameArena.create();
                var _ = Context.defaultContext()) {
            try (var _ = Context.use(libraries)) {
                assertEquals(0, openLibrary(memory));
            }
            int library = libraries.liveBlocks();
            try (var _ = Context.use(faces)) {
                assertEquals(0, openFace());
                assertEquals(0, loadLetter());
            }
            checkLetter();
            assertTrue(faces.liveBlocks() > 5, "blocks: " + faces.liveBlocks());
            assertEquals(library, libraries.liveBlocks());
            try (var _ = Context.use(other)) {
                FT_Done_Face(face());
                assertEquals(0, faces.liveBlocks());
                FT_Done_Library(this.library.get(0));
                assertEquals(0, libraries.liveBlocks());
                assertEquals(0, other.used());
            }
            assertNull(memory.takeFailure());
        }
    }

    @Test
    void shouldTakeTheHeapWithoutAContext() {
        try (FreeTypeMemory memory = FreeTypeMemory.ofContext()) {
            assertEquals(0, openLibrary(memory));
            assertEquals(0, openFace());
            assertTrue(memory.liveBlocks() > 10);
            assertEquals(0, FT_Done_Library(library.get(0)));
            assertEquals(0, memory.liveBlocks());
            assertNull(memory.takeFailure());
        }
    }

    /** FreeType itself would report most, and crash at a few. */
    @Test
    void shouldTakeTheHeapForEveryRequestThatFails() {
        FailingAllocator counting = new FailingAllocator(GeneralAllocator.shared());
        try (FreeTypeMemory memory = FreeTypeMemory.of(counting)) {
            drawLetter(memory);
        }
        long requests = counting.allocations();
        assertTrue(requests > 20, "so many requests were made: " + requests);
        for (long n = 1; n <= requests; n++) {
            FailingAllocator failing = new FailingAllocator(GeneralAllocator.shared(), n);
            try (FreeTypeMemory memory = FreeTypeMemory.of(failing)) {
                drawLetter(memory);
                assertEquals(1, failing.failures());
                assertEquals(0, failing.liveBlocks(), "left by request " + n);
                assertEquals(0, memory.liveBlocks());
                assertInstanceOf(MemoryException.class, memory.takeFailure());
            }
        }
    }

    private void drawLetter(FreeTypeMemory memory) {
        assertEquals(0, openLibrary(memory));
        assertEquals(0, openFace());
        assertEquals(0, loadLetter());
        checkLetter();
        assertEquals(0, FT_Done_Library(library.get(0)));
    }

    @Test
    void shouldReturnItsOwnErrorWhereThereIsNoMemoryAtAll() {
        FreeTypeMemory memory = FreeTypeMemory.of(GeneralAllocator.shared());
        memory.close();
        assertEquals(FT_Err_Out_Of_Memory, openLibrary(memory));
    }

    @Test
    void shouldNotMistakeAnotherErrorForOneOfMemory() {
        try (FreeTypeMemory memory = FreeTypeMemory.of(GeneralAllocator.shared())) {
            assertEquals(0, openLibrary(memory));
            ByteBuffer noFont = BufferUtils.createByteBuffer(64);
            int error = FT_New_Memory_Face(library.get(0), noFont, 0, face);
            assertNotEquals(0, error);
            assertNotEquals(FT_Err_Out_Of_Memory, error);
            assertNull(memory.takeFailure());
            FT_Done_Library(library.get(0));
            assertEquals(0, memory.liveBlocks());
        }
    }

    @Test
    void shouldSurviveALibraryThatEndsAfterItsMemory() {
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        FreeTypeMemory memory = FreeTypeMemory.of(ledger);
        assertEquals(0, openLibrary(memory));
        memory.close();
        assertEquals(0, FT_Done_Library(library.get(0)));
        assertInstanceOf(MemoryException.class, memory.takeFailure());
        assertTrue(ledger.liveBlocks() > 0);
    }
}
