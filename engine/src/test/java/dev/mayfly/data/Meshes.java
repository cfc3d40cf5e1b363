package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.data.structs.Mesh;
import dev.mayfly.data.structs.MeshArray;
import dev.mayfly.data.structs.MeshColumns;
import dev.mayfly.memory.Memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Structs that own something, in an array or in columns, by the names that both have. */
sealed interface Meshes {

    Structs structs();

    /** The release gets what the struct owns: the first component. */
    void releasing(LongConsumer release);

    void add(long owned);

    void set(long index, long owned);

    void setRecord(long index, long owned);

    void insert(long index, long owned);

    void insertRecord(long index, long owned);

    void material(long index, int material);

    long owned(long index);

    default List<Long> all() {
        List<Long> all = new ArrayList<>();
        for (long i = 0; i < structs().size(); i++) {
            all.add(owned(i));
        }
        return all;
    }

    /** Both forms. */
    enum Form {
        ARRAY,
        COLUMNS;

        Meshes create(Allocator allocator) {
            return switch (this) {
                case ARRAY -> new InArray(MeshArray.create(allocator));
                case COLUMNS -> new InColumns(MeshColumns.create(allocator));
            };
        }
    }

    record InArray(MeshArray structs) implements Meshes {

        @Override
        public void releasing(LongConsumer release) {
            structs.releasing(address -> release.accept(Memory.getLong(address)));
        }

        @Override
        public void add(long owned) {
            structs.add(owned, 0, 0);
        }

        @Override
        public void set(long index, long owned) {
            structs.set(index, owned, 0, 0);
        }

        @Override
        public void setRecord(long index, long owned) {
            structs.set(index, new Mesh(owned, 0, 0));
        }

        @Override
        public void insert(long index, long owned) {
            structs.insert(index, owned, 0, 0);
        }

        @Override
        public void insertRecord(long index, long owned) {
            structs.insert(index, new Mesh(owned, 0, 0));
        }

        @Override
        public void material(long index, int material) {
            structs.material(index, material);
        }

        @Override
        public long owned(long index) {
            return structs.vertices(index);
        }
    }

    record InColumns(MeshColumns structs) implements Meshes {

        @Override
        public void releasing(LongConsumer release) {
            structs.releasing(index -> release.accept(structs.vertices(index)));
        }

        @Override
        public void add(long owned) {
            structs.add(owned, 0, 0);
        }

        @Override
        public void set(long index, long owned) {
            structs.set(index, owned, 0, 0);
        }

        @Override
        public void setRecord(long index, long owned) {
            structs.set(index, new Mesh(owned, 0, 0));
        }

        @Override
        public void insert(long index, long owned) {
            structs.insert(index, owned, 0, 0);
        }

        @Override
        public void insertRecord(long index, long owned) {
            structs.insert(index, new Mesh(owned, 0, 0));
        }

        @Override
        public void material(long index, int material) {
            structs.material(index, material);
        }

        @Override
        public long owned(long index) {
            return structs.vertices(index);
        }
    }
}
