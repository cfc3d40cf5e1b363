package dev.mayfly.data.processor;

import java.util.LinkedHashMap;
import java.util.Map;

/** The private methods that a generated class turns out to need, each once. */
final class Helpers {

    private final Names names;
    private final Map<String, FieldType> readers = new LinkedHashMap<>();
    private final Map<String, FieldType> writers = new LinkedHashMap<>();

    Helpers(Names names) {
        this.names = names;
    }

    Names names() {
        return names;
    }

    String memory() {
        return names.use("dev.mayfly.memory.Memory");
    }

    String reader(FieldType type) {
        return method("read", type, readers);
    }

    String writer(FieldType type) {
        return method("write", type, writers);
    }

    private String method(String verb, FieldType type, Map<String, FieldType> methods) {
        // One method serves arrays of every length.
        FieldType key =
                type instanceof FixedArray array ? new FixedArray(array.element(), 1) : type;
        String base = verb + type.noun(names);
        String name = base;
        for (int i = 2; methods.containsKey(name) && !key.equals(methods.get(name)); i++) {
            name = base + i;
        }
        methods.put(name, key);
        return name;
    }

    /** Writes the methods; a method may need further ones. */
    void write(SourceText source) {
        for (int done = 0; done < readers.size(); done++) {
            Map.Entry<String, FieldType> next = nth(readers, done);
            writeReader(source, next.getKey(), next.getValue());
        }
        for (int done = 0; done < writers.size(); done++) {
            Map.Entry<String, FieldType> next = nth(writers, done);
            writeWriter(source, next.getKey(), next.getValue());
        }
    }

    private static Map.Entry<String, FieldType> nth(Map<String, FieldType> methods, int n) {
        return methods.entrySet().stream().skip(n).findFirst().orElseThrow();
    }

    private void writeReader(SourceText source, String name, FieldType type) {
        String result = type.type(names);
        source.open("private static %s %s(long address, %s dest)".formatted(result, name, result));
        if (type instanceof Joml joml) {
            source.call(
                    "return dest.set",
                    joml.numbers().stream().map(number -> read(joml, number)).toList());
        } else if (type instanceof FixedArray array) {
            source.open("for (int i = 0; i < dest.length; i++)");
            String element = element(array);
            source.line("dest[i] = " + array.element().read(element, this) + ";");
            source.close();
            source.line("return dest;");
        }
        source.closeMember();
    }

    private String read(Joml joml, String number) {
        return joml.scalar().read(number(joml, number), this);
    }

    private void writeWriter(SourceText source, String name, FieldType type) {
        String parameter = type.parameter(names);
        source.open("private static void %s(long address, %s value)".formatted(name, parameter));
        if (type instanceof Joml joml) {
            for (String number : joml.numbers()) {
                source.line(
                        joml.scalar().write(number(joml, number), "value." + number + "()", this)
                                + ";");
            }
        } else if (type instanceof FixedArray array) {
            source.open("for (int i = 0; i < value.length; i++)");
            source.line(array.element().write(element(array), "value[i]", this) + ";");
            source.close();
        }
        source.closeMember();
    }

    private static String number(Joml joml, String number) {
        return SourceText.plus("address", joml.numbers().indexOf(number) * joml.scalar().size());
    }

    private static String element(FixedArray array) {
        return "address + " + SourceText.times("i", array.element().size());
    }
}
