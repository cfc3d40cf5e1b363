package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.data.Release;
import dev.mayfly.data.structs.Mesh;
import dev.mayfly.data.structs.MeshArray;
import dev.mayfly.data.structs.MeshColumns;

import org.junit.jupiter.api.Test;

/** What the Javadoc of structs that own something shows, compiled and run. */
class StructOwnerSnippets {

    private final LimitAllocator allocator = new LimitAllocator(HeapAllocator.INSTANCE);

    @Test
    void array() {
        // @start region="array"
        // record Mesh(long vertices, long bytes, int material): begins with an address and a size.
        MeshArray meshes = MeshArray.create(allocator).releasing(Release.ofBlocks(allocator));
        meshes.add(allocator.alloc(4096, 16), 4096, 1);
        meshes.add(allocator.alloc(9000, 16), 9000, 2);

        meshes.removeAt(0); // frees the first mesh's vertices
        meshes.delete(); // frees the others, then the array
        // @end
        assertEquals(0, allocator.used());
    }

    @Test
    void columns() {
        // @start region="columns"
        MeshColumns meshes = MeshColumns.create(allocator);
        meshes.releasing(i -> allocator.free(meshes.vertices(i), meshes.bytes(i)));
        meshes.add(allocator.alloc(4096, 16), 4096, 1);
        meshes.add(new Mesh(allocator.alloc(9000, 16), 9000, 2));

        meshes.removeSwap(0); // frees the first mesh's vertices
        meshes.delete(); // frees the others, then the columns
        // @end
        assertEquals(0, allocator.used());
    }
}
