package dev.mayfly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.UsesContext;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Nothing in the public API reads the context behind its caller's back: what reaches a read says so
 * in its signature, and has a twin that is told the allocator. Reads the class files.
 */
class SignaturesTest {

    /** A method, by the internal name of its class. */
    private record Id(String owner, String name, MethodTypeDesc type) {

        @Override
        public String toString() {
            return owner.replace('/', '.') + "." + name + type.displayDescriptor();
        }
    }

    /** Reach a read, and need not say so. */
    private static final Map<String, String> NEED_NO_MARK =
            Map.of(
                    "dev.mayfly.loop.GameLoop.run()LoopStatistics",
                    "opens a context for the game before anything reads it");

    /** Read the context, and have no use for an allocator. */
    private static final Map<String, String> NEED_NO_TWIN =
            Map.of(
                    "dev.mayfly.context.Context.current()Context", "is the read itself",
                    "dev.mayfly.context.Context.use(Allocator)Scope", "changes the context",
                    "dev.mayfly.context.Context.useTemp(Allocator)Scope", "changes the context",
                    "dev.mayfly.context.Context.useUser(Object,long)Scope", "changes the context",
                    "dev.mayfly.context.ContextSnapshot.take()ContextSnapshot",
                            "is about the whole context",
                    "dev.mayfly.Mem.temp()Allocator", "asks for the context's scratch",
                    "dev.mayfly.loop.Workers.run(int,int,RangeTask)void",
                            "carries the whole context to others",
                    "dev.mayfly.loop.Workers.run(int,int,int,RangeTask)void",
                            "carries the whole context to others");

    /** Generated for the structs of the tests, so that generated code keeps the rule as well. */
    private static final String STRUCTS = "dev/mayfly/data/structs";

    private static final ClassDesc ALLOCATOR = Allocator.class.describeConstable().orElseThrow();

    private final Set<String> exported = new HashSet<>(Set.of(STRUCTS));
    private final Map<String, ClassModel> classes = new TreeMap<>();
    private final Map<Id, MethodModel> methods = new HashMap<>();
    private final Map<Id, Set<Id>> callers = new HashMap<>();

    SignaturesTest() throws IOException, URISyntaxException {
        Path engine = classesOf(Mem.class);
        read(engine);
        read(classesOf(SignaturesTest.class).resolve(STRUCTS));
        for (ClassModel type : classes.values()) {
            for (MethodModel method : type.methods()) {
                addCalls(id(type, method), method);
            }
        }
        addOverriders();
    }

    private static Path classesOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private void read(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassModel type = ClassFile.of().parse(file);
                if (type.isModuleInfo()) {
                    type.findAttribute(Attributes.module()).orElseThrow().exports().stream()
                            .map(each -> each.exportedPackage().name().stringValue())
                            .forEach(exported::add);
                } else {
                    classes.put(type.thisClass().asInternalName(), type);
                    type.methods().forEach(each -> methods.put(id(type, each), each));
                }
            }
        }
    }

    private static Id id(ClassModel type, MethodModel method) {
        return new Id(
                type.thisClass().asInternalName(),
                method.methodName().stringValue(),
                method.methodTypeSymbol());
    }

    private void addCalls(Id caller, MethodModel method) {
        method.code()
                .ifPresent(
                        code ->
                                code.forEach(
                                        element -> {
                                            if (element instanceof InvokeInstruction call) {
                                                addCall(
                                                        caller,
                                                        call.owner().asInternalName(),
                                                        call.name().stringValue(),
                                                        call.typeSymbol());
                                            } else if (element
                                                    instanceof InvokeDynamicInstruction lambda) {
                                                addLambda(caller, lambda);
                                            }
                                        }));
    }

    /** A lambda counts as run where it is written. */
    private void addLambda(Id caller, InvokeDynamicInstruction lambda) {
        for (ConstantDesc argument : lambda.bootstrapArgs()) {
            // Records hand over their fields, which are no methods.
            if (argument instanceof DirectMethodHandleDesc handle
                    && handle.lookupDescriptor().startsWith("(")) {
                addCall(
                        caller,
                        internalName(handle.owner()),
                        handle.methodName(),
                        MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()));
            }
        }
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private void addCall(Id caller, String owner, String name, MethodTypeDesc type) {
        for (String each : withSupertypes(owner)) {
            Id called = new Id(each, name, type);
            if (methods.containsKey(called)) {
                callers.computeIfAbsent(called, _ -> new LinkedHashSet<>()).add(caller);
                return;
            }
        }
    }

    /** A call may be answered by an overrider, so who calls the one calls the other. */
    private void addOverriders() {
        for (Id method : List.copyOf(methods.keySet())) {
            if (!method.name.startsWith("<")
                    && !methods.get(method).flags().has(AccessFlag.STATIC)) {
                for (String above : withSupertypes(method.owner)) {
                    Id overridden = new Id(above, method.name, method.type);
                    if (!above.equals(method.owner) && methods.containsKey(overridden)) {
                        callers.computeIfAbsent(method, _ -> new LinkedHashSet<>())
                                .addAll(callers.getOrDefault(overridden, Set.of()));
                    }
                }
            }
        }
    }

    private Set<String> withSupertypes(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            ClassModel type = classes.get(next);
            if (type != null && found.add(next)) {
                type.superclass().ifPresent(each -> open.add(each.asInternalName()));
                type.interfaces().forEach(each -> open.add(each.asInternalName()));
            }
        }
        return found;
    }

    private boolean isMarked(Id method) {
        String mark = UsesContext.class.descriptorString();
        return methods.get(method).findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(each -> each.annotations().stream())
                .anyMatch(each -> each.className().equalsString(mark));
    }

    /** What anybody outside the engine can call. */
    private boolean isPublic(Id method) {
        return isOpen(methods.get(method).flags().flags())
                && !methods.get(method).flags().has(AccessFlag.SYNTHETIC)
                && isPublic(method.owner);
    }

    private boolean isPublic(String type) {
        ClassModel model = classes.get(type);
        int nested = type.lastIndexOf('$');
        if (nested < 0) {
            return isExported(type) && isOpen(model.flags().flags());
        }
        return isPublic(type.substring(0, nested))
                && model.findAttribute(Attributes.innerClasses()).stream()
                        .flatMap(each -> each.classes().stream())
                        .filter(each -> each.innerClass().asInternalName().equals(type))
                        .anyMatch(each -> isOpen(each.flags()));
    }

    private boolean isExported(String type) {
        return exported.contains(type.substring(0, type.lastIndexOf('/')));
    }

    private static boolean isOpen(Set<AccessFlag> flags) {
        return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
    }

    /** Public methods without a mark that reach one, with the way to it. */
    private Map<String, String> unmarkedReaders() {
        Map<String, String> found = new TreeMap<>();
        Map<Id, String> ways = new HashMap<>();
        Deque<Id> open = new ArrayDeque<>();
        for (Id method : methods.keySet()) {
            if (isMarked(method)) {
                ways.put(method, method.toString());
                open.add(method);
            }
        }
        while (!open.isEmpty()) {
            Id called = open.removeFirst();
            for (Id caller : callers.getOrDefault(called, Set.of())) {
                if (!ways.containsKey(caller)) {
                    ways.put(caller, caller + " -> " + ways.get(called));
                    if (isPublic(caller)) {
                        found.put(caller.toString(), ways.get(caller));
                    } else {
                        open.add(caller);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void shouldMarkWhateverReachesTheContext() {
        Map<String, String> found = unmarkedReaders();
        assertEquals(
                NEED_NO_MARK.keySet(), found.keySet(), () -> String.join("\n", found.values()));
    }

    @Test
    void shouldHaveATwinWithAnAllocatorForEveryMarkedMethod() {
        Set<String> without = new TreeSet<>();
        int marked = 0;
        for (Id method : methods.keySet()) {
            if (isMarked(method)) {
                marked++;
                if (!hasTwin(method)) {
                    without.add(method.toString());
                }
            }
        }
        assertEquals(new TreeSet<>(NEED_NO_TWIN.keySet()), without);
        assertTrue(marked > 50, "so many marked methods were found: " + marked);
    }

    private boolean hasTwin(Id method) {
        return Stream.of(List.of(ALLOCATOR), List.of(ALLOCATOR, ALLOCATOR))
                .map(more -> method.type.insertParameterTypes(0, more.toArray(ClassDesc[]::new)))
                .map(type -> new Id(method.owner, method.name, type))
                .anyMatch(twin -> methods.containsKey(twin) && isTwin(method, twin));
    }

    private boolean isTwin(Id method, Id twin) {
        return !isMarked(twin)
                && methods.get(method).flags().has(AccessFlag.STATIC)
                        == methods.get(twin).flags().has(AccessFlag.STATIC)
                && isPublic(twin) == isPublic(method);
    }

    /** The other tests prove nothing if the ways are not found. */
    @Test
    void shouldFollowCallsOverridersAndLambdas() {
        assertTrue(callersOf("dev/mayfly/context/Context", "current").contains("makeFloats"));
        // An overrider, which is called as what it overrides.
        assertTrue(callersOf("dev/mayfly/alloc/LimitAllocator", "free").contains("delete"));
        // A method reference.
        assertTrue(callersOf("dev/mayfly/alloc/GeneralAllocator", "end").contains("endAll"));
    }

    private Set<String> callersOf(String owner, String name) {
        Set<String> found = new TreeSet<>();
        callers.forEach(
                (called, by) -> {
                    if (called.owner.equals(owner) && called.name.equals(name)) {
                        by.forEach(each -> found.add(each.name));
                    }
                });
        return found;
    }
}
