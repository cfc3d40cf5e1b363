package dev.mayfly.bench.suite;

import java.util.List;

/** What is stored. */
final class DataComparisons {

    private DataComparisons() {}

    static List<Comparison> all() {
        return List.of(
                Question.of(
                                "list-append",
                                "Appending to a list",
                                "What does it cost to append a thousand numbers?",
                                "ns per 1000")
                        .mayfly("IntArray", "IntArrays.appendMayfly[elements=1000]")
                        .java(
                                "int[]",
                                "IntArrays.appendJavaArray[elements=1000]",
                                "vectorised, because its size needs no check")
                        .java("ArrayList<Integer>", "IntArrays.appendArrayList[elements=1000]")
                        .peer("Agrona IntArrayList", "IntArrays.appendAgrona[elements=1000]")
                        .peer("fastutil IntArrayList", "IntArrays.appendFastutil[elements=1000]")
                        .explained(
                                "The list is empty and has the room; a plain array is "
                                        + "written from its start."),
                Question.of(
                                "list-read",
                                "Reading a list",
                                "What does it cost to read a thousand numbers in any order?",
                                "ns per 1000")
                        .mayfly("IntArray", "IntArrays.readMayfly[elements=1000]")
                        .java("int[]", "IntArrays.readJavaArray[elements=1000]")
                        .java("ArrayList<Integer>", "IntArrays.readArrayList[elements=1000]")
                        .explained(
                                "Every element is read once, by an index that comes from a "
                                        + "table."),
                Question.of(
                                "list-append-sizes",
                                "Appending to a list, by size",
                                "What does it cost to append so many numbers?",
                                "ns for all elements")
                        .mayfly("IntArray", "IntArrays.appendMayfly")
                        .java(
                                "int[]",
                                "IntArrays.appendJavaArray",
                                "vectorised, because its size needs no check")
                        .java("ArrayList<Integer>", "IntArrays.appendArrayList")
                        .peer("Agrona IntArrayList", "IntArrays.appendAgrona")
                        .peer("fastutil IntArrayList", "IntArrays.appendFastutil")
                        .mayfly("IntArray in scratch, growing", "IntArrays.appendScratch")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "The list is empty and has the room, but for the one in "
                                        + "scratch, which grows and is forgotten."),
                Question.of(
                                "list-read-sizes",
                                "Reading a list, by size",
                                "What does it cost to read so many numbers in any order?",
                                "ns for all elements")
                        .mayfly("IntArray", "IntArrays.readMayfly")
                        .java("int[]", "IntArrays.readJavaArray")
                        .java("ArrayList<Integer>", "IntArrays.readArrayList")
                        .peer("Agrona IntArrayList", "IntArrays.readAgrona")
                        .peer("fastutil IntArrayList", "IntArrays.readFastutil")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Every element is read once, by an index that comes from a "
                                        + "table."),
                Question.of(
                                "list-write",
                                "Writing a list",
                                "What does it cost to write so many numbers in any order?",
                                "ns for all elements")
                        .mayfly("IntArray", "IntArrays.writeMayfly")
                        .java("int[]", "IntArrays.writeJavaArray")
                        .java("ArrayList<Integer>", "IntArrays.writeArrayList")
                        .peer("Agrona IntArrayList", "IntArrays.writeAgrona")
                        .peer("fastutil IntArrayList", "IntArrays.writeFastutil")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Every element is written once, at an index that comes "
                                        + "from a table."),
                Question.of(
                                "list-sum",
                                "Adding a list up",
                                "What does it cost to go through a list?",
                                "ns for all elements")
                        .mayfly("IntArray", "IntArrays.sumMayfly")
                        .java("int[]", "IntArrays.sumJavaArray")
                        .java("ArrayList<Integer>", "IntArrays.sumArrayList")
                        .peer("Agrona IntArrayList", "IntArrays.sumAgrona")
                        .peer("fastutil IntArrayList", "IntArrays.sumFastutil")
                        .mayfly("IntArray, int index", "IntArrays.sumMayflyByInt")
                        .rows("elements")
                        .isLong()
                        .explained("A loop over get; the bulk operations are further down."),
                Question.of(
                                "list-sum-floats",
                                "Adding floats up",
                                "What does it cost to go through a list of floats?",
                                "ns for all elements")
                        .mayfly("FloatArray", "IntArrays.sumFloatsMayfly")
                        .java("float[]", "IntArrays.sumFloatsJavaArray")
                        .rows("elements")
                        .isLong()
                        .explained("A loop over get, whose additions may not be reordered."),
                Question.of(
                                "list-sort",
                                "Sorting a list",
                                "What does it cost to sort numbers?",
                                "ns for all elements")
                        .mayfly("IntArray", "IntArrays.sortMayfly")
                        .java("int[], Arrays.sort", "IntArrays.sortJavaArray")
                        .java("ArrayList<Integer>", "IntArrays.sortArrayList")
                        .peer("fastutil IntArrayList", "IntArrays.sortFastutil")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Random numbers, copied in before; Arrays.sort has vector "
                                        + "instructions."),
                Question.of(
                                "maps",
                                "Maps from long to long",
                                "What does an operation on a map cost?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapsMayfly.mixed[keys=random]")
                        .peer("Agrona", "LongMapsAgrona.mixed[keys=random]")
                        .peer("fastutil", "LongMapsFastutil.mixed[keys=random]")
                        .java("HashMap", "LongMapsHashMap.mixed[keys=random]")
                        .rows("entries")
                        .explained(
                                "Of five operations three look, one removes and one puts; "
                                        + "keys are random and do not repeat soon."),
                Question.of(
                                "map-get",
                                "Looking up in a map",
                                "What does it cost to find a key?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapsMayfly.get")
                        .peer("Agrona", "LongMapsAgrona.get")
                        .peer("fastutil", "LongMapsFastutil.get")
                        .java("HashMap", "LongMapsHashMap.get")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "map-get-absent",
                                "Looking up what is not in a map",
                                "What does it cost to find that a key is not there?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapsMayfly.getAbsent")
                        .peer("Agrona", "LongMapsAgrona.getAbsent")
                        .peer("fastutil", "LongMapsFastutil.getAbsent")
                        .java("HashMap", "LongMapsHashMap.getAbsent")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "map-put-again",
                                "Replacing a value in a map",
                                "What does it cost to put a key that is there?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapsMayfly.putAgain")
                        .peer("Agrona", "LongMapsAgrona.putAgain")
                        .peer("fastutil", "LongMapsFastutil.putAgain")
                        .java("HashMap", "LongMapsHashMap.putAgain")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "map-put-new",
                                "Filling a map",
                                "What does it cost to put a new key, growing included?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapsMayfly.putNew")
                        .peer("Agrona", "LongMapsAgrona.putNew")
                        .peer("fastutil", "LongMapsFastutil.putNew")
                        .java("HashMap", "LongMapsHashMap.putNew")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "map-remove-and-put",
                                "Keys that come and go",
                                "What does it cost to remove a key and put another?",
                                "ns for both")
                        .mayfly("LongLongMap", "LongMapsMayfly.removeAndPut")
                        .peer("Agrona", "LongMapsAgrona.removeAndPut")
                        .peer("fastutil", "LongMapsFastutil.removeAndPut")
                        .java("HashMap", "LongMapsHashMap.removeAndPut")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "map-iterate",
                                "Going through a map",
                                "What does it cost to visit every entry?",
                                "ns per entry")
                        .mayfly("LongLongMap", "LongMapsMayfly.iterate")
                        .peer("Agrona", "LongMapsAgrona.iterate")
                        .peer("fastutil", "LongMapsFastutil.iterate")
                        .java("HashMap", "LongMapsHashMap.iterate")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "map-mixed",
                                "A mix of operations on a map",
                                "What does an operation on a map cost by kind of key?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapsMayfly.mixed")
                        .peer("Agrona", "LongMapsAgrona.mixed")
                        .peer("fastutil", "LongMapsFastutil.mixed")
                        .java("HashMap", "LongMapsHashMap.mixed")
                        .rows("entries", "keys")
                        .isLong()
                        .explained(
                                "Maps from long to long that stay at their size; "
                                        + "sequential keys come in runs that are shuffled."),
                Question.of(
                                "particles",
                                "Moving particles",
                                "What does it cost to move particles?",
                                "ns for all particles")
                        .mayfly("Columns, bulk operation", "ParticleUpdate.kernels")
                        .java(
                                "float[] columns",
                                "ParticleUpdate.floatArrays",
                                "the JIT compiler vectorises them")
                        .java(
                                "Java objects",
                                "ParticleUpdate.objects",
                                "in random places, as after a while of playing")
                        .c("C, columns", "ParticleUpdate.cColumns")
                        .rows("particles")
                        .explained(
                                "x += vx * dt and the same for y; C runs on the same "
                                        + "memory as Mayfly."),
                Question.of(
                                "particles-loops",
                                "Moving particles in a loop",
                                "What does a loop of one's own cost?",
                                "ns for all particles")
                        .mayfly("Columns", "ParticleUpdate.columns")
                        .mayfly("Array of structs", "ParticleUpdate.array")
                        .java("float[] columns", "ParticleUpdate.floatArrays")
                        .java("Java objects", "ParticleUpdate.objects")
                        .c("C, columns", "ParticleUpdate.cColumns")
                        .c("C, array of structs", "ParticleUpdate.cArray")
                        .rows("particles")
                        .isLong()
                        .explained(
                                "JDK 25 does not vectorise loops over native memory, which "
                                        + "is why there are bulk operations."),
                Question.of(
                                "access",
                                "Reading one component",
                                "What does it cost to read a component in any order?",
                                "ns per 1000 particles")
                        .mayfly("Columns", "StructAccess.readColumns[particles=1000]")
                        .mayfly("Array of structs", "StructAccess.readArray[particles=1000]")
                        .java("float[]", "StructAccess.readJavaArray[particles=1000]")
                        .java("Java objects", "StructAccess.readJavaObjects[particles=1000]")
                        .explained("Every particle is visited once, in random order."),
                Question.of(
                                "access-sizes",
                                "Reading one component, by size",
                                "What does it cost to read a component in any order?",
                                "ns for all particles")
                        .mayfly("Columns", "StructAccess.readColumns")
                        .mayfly("Array of structs", "StructAccess.readArray")
                        .java("float[]", "StructAccess.readJavaArray")
                        .java("Java objects", "StructAccess.readJavaObjects")
                        .rows("particles")
                        .isLong()
                        .explained("Every particle is visited once, in random order."),
                Question.of(
                                "access-write",
                                "Writing one component",
                                "What does it cost to write a component in any order?",
                                "ns for all particles")
                        .mayfly("Columns", "StructAccess.writeColumns")
                        .mayfly("Array of structs", "StructAccess.writeArray")
                        .java("float[]", "StructAccess.writeJavaArray")
                        .java("Java objects", "StructAccess.writeJavaObjects")
                        .rows("particles")
                        .isLong()
                        .explained("Every particle is visited once, in random order."),
                Question.of(
                                "handles",
                                "Following a handle",
                                "What does a checked reference cost?",
                                "ns per look-up")
                        .mayfly("SlotMap", "SlotMapAccess.slotMap[elements=1000]")
                        .peer("Agrona Long2ObjectHashMap", "SlotMapAccess.agrona[elements=1000]")
                        .peer(
                                "fastutil Long2ObjectOpenHashMap",
                                "SlotMapAccess.fastutil[elements=1000]")
                        .java("HashMap", "SlotMapAccess.hashMap[elements=1000]")
                        .explained(
                                "A thousand of as many bodies are looked up in random "
                                        + "order and one field of each is read."),
                Question.of(
                                "handles-sizes",
                                "Following a handle, by size",
                                "What does a checked reference cost?",
                                "ns per look-up")
                        .mayfly("SlotMap", "SlotMapAccess.slotMap")
                        .peer("Agrona Long2ObjectHashMap", "SlotMapAccess.agrona")
                        .peer("fastutil Long2ObjectOpenHashMap", "SlotMapAccess.fastutil")
                        .java("HashMap", "SlotMapAccess.hashMap")
                        .java(
                                "Array of objects",
                                "SlotMapAccess.arrayOfObjects",
                                "it does not know stale references")
                        .java(
                                "Array of numbers",
                                "SlotMapAccess.array",
                                "it does not know stale references")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "A thousand of so many bodies are looked up in random "
                                        + "order and one field of each is read."),
                Question.of(
                                "handles-insert",
                                "Handles that come and go",
                                "What does it cost to make a handle and end it?",
                                "ns per body")
                        .mayfly("SlotMap", "SlotMapAccess.slotMapInsertAndRemove")
                        .java("HashMap", "SlotMapAccess.hashMapPutAndRemove")
                        .rows("elements")
                        .isLong()
                        .explained("A thousand are inserted and removed again, the first first."),
                Question.of(
                                "text",
                                "A line of text",
                                "What does it cost to write a line of a game's display?",
                                "ns per line")
                        .mayfly("TextBuilder", "HudText.mayfly")
                        .java("StringBuilder", "HudText.stringBuilder")
                        .java("String.format", "HudText.stringFormat")
                        .explained(
                                "Two words and three numbers, as UTF-8 in native memory, "
                                        + "made anew every tick."),
                Question.of(
                                "text-longs",
                                "Integers as text",
                                "What does it cost to write an integer?",
                                "ns per number")
                        .mayfly("TextBuilder", "TextNumbers.mayflyLong")
                        .java("StringBuilder", "TextNumbers.stringBuilderLong")
                        .isLong()
                        .explained("1000 numbers of any length, one after the other."),
                Question.of(
                                "text-doubles",
                                "Doubles as text",
                                "What does it cost to write a double with all that it has?",
                                "ns per number")
                        .mayfly("TextBuilder", "TextNumbers.mayflyDouble")
                        .mayfly("TextBuilder, two decimals", "TextNumbers.mayflyTwoDecimals")
                        .java("StringBuilder", "TextNumbers.stringBuilderDouble")
                        .isLong()
                        .explained("1000 numbers, one after the other."),
                Question.of(
                                "matrix-write",
                                "Writing a matrix",
                                "What does it cost to write a JOML matrix to native memory?",
                                "ns per matrix")
                        .mayfly("Joml, address", "JomlMemory.putMatrixRaw")
                        .mayfly("Joml, segment", "JomlMemory.putMatrixSafe")
                        .peer("JOML's get(ByteBuffer)", "JomlMemory.putMatrixJomlBuffer")
                        .explained("100 of Matrix4f at places of their own."),
                Question.of(
                                "matrix-read",
                                "Reading a matrix",
                                "What does it cost to read a JOML matrix from native memory?",
                                "ns per matrix")
                        .mayfly("Joml, address", "JomlMemory.getMatrixRaw")
                        .mayfly("Joml, segment", "JomlMemory.getMatrixSafe")
                        .peer("JOML's set(ByteBuffer)", "JomlMemory.getMatrixJomlBuffer")
                        .isLong()
                        .explained("100 of Matrix4f at places of their own."),
                Question.of(
                                "kernel-add-scaled",
                                "Bulk operation: multiply and add",
                                "What does x += v * s cost?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.addScaled")
                        .mayfly("FloatArray, no vector instructions", "BulkKernels.addScaledScalar")
                        .java("float[]", "BulkKernels.addScaledJavaArray")
                        .c("C", "BulkKernels.cAddScaled")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Vector instructions in Mayfly; a loop over a float[] is "
                                        + "as the JIT compiler makes it."),
                Question.of(
                                "kernel-clamp",
                                "Bulk operation: clamping",
                                "What does it cost to keep numbers within limits?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.clamp")
                        .mayfly("FloatArray, no vector instructions", "BulkKernels.clampScalar")
                        .java("float[]", "BulkKernels.clampJavaArray")
                        .c("C", "BulkKernels.cClamp")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Vector instructions in Mayfly; a loop over a float[] is "
                                        + "as the JIT compiler makes it."),
                Question.of(
                                "kernel-sum",
                                "Bulk operation: sum",
                                "What does it cost to add numbers up?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.sum")
                        .mayfly("FloatArray, no vector instructions", "BulkKernels.sumScalar")
                        .java("float[]", "BulkKernels.sumJavaArray")
                        .c("C", "BulkKernels.cSum")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Mayfly adds sixteen sums side by side; a Java loop may "
                                        + "not, and so it does not vectorise."),
                Question.of(
                                "kernel-dot",
                                "Bulk operation: dot product",
                                "What does it cost to multiply and add up?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.dot")
                        .mayfly("FloatArray, no vector instructions", "BulkKernels.dotScalar")
                        .java("float[]", "BulkKernels.dotJavaArray")
                        .c("C", "BulkKernels.cDot")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Mayfly adds sixteen sums side by side; a Java loop may "
                                        + "not, and so it does not vectorise."),
                Question.of(
                                "kernel-max",
                                "Bulk operation: greatest",
                                "What does it cost to find the greatest number?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.max")
                        .mayfly("FloatArray, no vector instructions", "BulkKernels.maxScalar")
                        .java("float[]", "BulkKernels.maxJavaArray")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Vector instructions in Mayfly; a loop over a float[] is "
                                        + "as the JIT compiler makes it."),
                Question.of(
                                "kernel-where",
                                "Bulk operation: select",
                                "What does it cost to find those that are less?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.where")
                        .mayfly("FloatArray, no vector instructions", "BulkKernels.whereScalar")
                        .java("float[]", "BulkKernels.whereJavaArray")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Vector instructions in Mayfly; a loop over a float[] is "
                                        + "as the JIT compiler makes it."),
                Question.of(
                                "kernel-gather",
                                "Bulk operation: gather",
                                "What does it cost to collect numbers by index?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.gather")
                        .java("float[]", "BulkKernels.gatherJavaArray")
                        .rows("elements")
                        .isLong()
                        .explained(
                                "Vector instructions in Mayfly; a loop over a float[] is "
                                        + "as the JIT compiler makes it."),
                Question.of(
                                "kernel-sort",
                                "Bulk operation: sort",
                                "What does it cost to sort floats?",
                                "ns for all elements")
                        .mayfly("FloatArray", "BulkKernels.sort")
                        .mayfly("FloatArray, with scratch", "BulkKernels.sortInScratch")
                        .java("float[], Arrays.sort", "BulkKernels.sortJavaArray")
                        .rows("elements")
                        .isLong()
                        .explained("Random numbers, copied in before."));
    }
}
