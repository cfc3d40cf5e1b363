package dev.mayfly.data.processor;

import dev.mayfly.data.NativeStruct;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Writes {@code Layout}, {@code Array} and {@code Columns} for each {@link NativeStruct} record.
 */
public final class NativeStructProcessor extends AbstractProcessor {

    /** What the generated classes' names end in. */
    static final List<String> SUFFIXES = List.of("Layout", "Array", "Columns");

    /** For the class's head, where the compiled code can see them. */
    private static final List<String> ANNOTATIONS =
            List.of("org.jspecify.annotations.NullMarked", "javax.annotation.processing.Generated");

    private final Map<String, Element> written = new HashMap<>();
    private final Set<String> declared = new HashSet<>();

    /** For the compiler. */
    public NativeStructProcessor() {}

    /**
     * All: a struct inside a method is an error, and the compiler mentions its annotation to
     * nobody. So this claims none; {@link Claim} does.
     */
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element root : round.getRootElements()) {
            if (root instanceof TypeElement type) {
                declared.add(type.getQualifiedName().toString());
            }
            LocalStructs.report(processingEnv, root);
        }
        for (Element element : round.getElementsAnnotatedWith(NativeStruct.class)) {
            try {
                Struct struct = new StructReader(processingEnv).read(element);
                write((TypeElement) element, struct);
            } catch (Mistake mistake) {
                report(mistake);
            }
        }
        return false;
    }

    private void report(Mistake mistake) {
        String message = String.valueOf(mistake.getMessage());
        if (message.isEmpty()) {
            return;
        }
        processingEnv
                .getMessager()
                .printMessage(Diagnostic.Kind.ERROR, message, mistake.element, mistake.annotation);
    }

    private void write(TypeElement record, Struct struct) throws Mistake {
        for (String suffix : SUFFIXES) {
            requireFree(record, struct, suffix);
        }
        for (String suffix : SUFFIXES) {
            written.put(struct.generated(suffix), record);
        }
        List<String> marks = annotations(record);
        write(record, struct.generated("Layout"), new LayoutWriter(struct).write(marks));
        write(record, struct.generated("Array"), new ArrayWriter(struct).write(marks));
        write(record, struct.generated("Columns"), new ColumnsWriter(struct).write(marks));
    }

    private void requireFree(TypeElement record, Struct struct, String suffix) throws Mistake {
        String name = struct.generated(suffix);
        Element other = written.get(name);
        if (other != null || declared.contains(name)) {
            throw new Mistake(
                    record,
                    "%s is to be generated for %s, but %s: rename one of them"
                            .formatted(
                                    name,
                                    record,
                                    other != null
                                            ? other + " has one already"
                                            : "there is such a class already"));
        }
    }

    private List<String> annotations(TypeElement record) {
        ModuleElement module = processingEnv.getElementUtils().getModuleOf(record);
        List<String> visible = new ArrayList<>();
        for (String name : ANNOTATIONS) {
            if (processingEnv.getElementUtils().getTypeElement(module, name) != null) {
                boolean names = name.endsWith("Generated");
                visible.add(names ? name + "(\"" + getClass().getName() + "\")" : name);
            }
        }
        return visible;
    }

    private void write(TypeElement record, String name, String source) throws Mistake {
        try (Writer writer = processingEnv.getFiler().createSourceFile(name, record).openWriter()) {
            writer.write(source);
        } catch (FilerException _) {
            throw new Mistake(
                    record,
                    "%s is to be generated, but there is such a class already: rename one of them"
                            .formatted(name));
        } catch (IOException problem) {
            throw new Mistake(record, "%s cannot be written: %s".formatted(name, problem));
        }
    }
}
