package dev.mayfly.debug.agent;

import dev.mayfly.alloc.Allocator;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which calls may allocate or free native memory: told by the names in the call alone, so that no
 * class is loaded for it.
 *
 * <ul>
 *   <li>What allocators, the context, the collections and {@code Mem} offer, without what only
 *       reads, and without what runs code: that may be the whole game, and what of it has no
 *       numbers would go under this one line.
 *   <li>What has the name and the types of a method of {@link Allocator}, whoever offers it: so a
 *       game's own allocators count.
 *   <li>Of arrays and columns of structs, which are generated into the game's packages, what makes,
 *       grows and deletes them. They are known by their names.
 *   <li>LWJGL's {@code MemoryUtil} as far as it allocates and frees.
 *   <li>In the libraries, LWJGL's by default, static methods, because native code allocates inside,
 *       and {@code free} and {@code close}. OpenGL, Vulkan, OpenCL and GLFW have memory of their
 *       own.
 * </ul>
 *
 * <p>A call too many costs nanoseconds, one too few a stack walk.
 */
class Callees {

    /** Libraries unless somebody names others, with slashes. */
    static final List<String> LIBRARIES = List.of("org/lwjgl/");

    private static final List<String> ENGINE =
            List.of("dev/mayfly/alloc/", "dev/mayfly/context/", "dev/mayfly/data/");

    /** Where a library's calls never end in an allocator that can be tracked. */
    private static final List<String> ELSEWHERE =
            List.of(
                    "org/lwjgl/opengl/",
                    "org/lwjgl/opengles/",
                    "org/lwjgl/vulkan/",
                    "org/lwjgl/opencl/",
                    "org/lwjgl/glfw/");

    /** Only read or write what is there, and are called in inner loops. */
    private static final Set<String> READERS =
            Set.of(
                    ("address addressAt alignment allocator arena at binarySearch blockSize bytes"
                         + " capacity check checkDepth codePointAt codePoints committed compareTo"
                         + " contains containsKey contentEquals count current depth end endsWith"
                         + " equals error features fill find firstSlot generation get getOrDefault"
                         + " handleAt hashCode held indexOf isBoundary isEmpty isNone isOwner"
                         + " isPresent isWellFormed keyAddressAt keyAt keyBytesAt lastIndexOf"
                         + " length limit name nextSlot offset orThrow ordinal owner parseDouble"
                         + " parseInt parseLong peak query references reverse row segment segmentAt"
                         + " set setAll setValueAt size slice slot sort start startsWith stride"
                         + " structBytes swap temp tempAllocator toString used userData userIndex"
                         + " value valueAt valueOf values view")
                            .split(" "));

    private static final Set<String> OF_STRUCTS =
            Set.of("create", "add", "reserve", "delete", "close");

    private static final Set<String> SIGNATURES = allocating();

    private final List<String> libraries;

    Callees(List<String> libraries) {
        this.libraries = libraries;
    }

    /**
     * Whether a call may allocate or free.
     *
     * @param owner the class that the call names, with slashes
     * @param method its name
     * @param descriptor its types, as class files write them
     * @param isStatic whether it has no receiver
     */
    boolean mayAllocate(String owner, String method, String descriptor, boolean isStatic) {
        if (owner.startsWith("[")) {
            return false;
        }
        if (startsWithAny(owner, libraries)) {
            return libraryMayAllocate(owner, method, descriptor, isStatic);
        }
        if (owner.startsWith("java/")) {
            return owner.equals("java/lang/foreign/SegmentAllocator")
                    && SIGNATURES.contains(method + descriptor);
        }
        if (startsWithAny(owner, ENGINE) || owner.equals("dev/mayfly/Mem")) {
            return !READERS.contains(method) && !runsCode(descriptor);
        }
        if (owner.equals("dev/mayfly/debug/TrackingAllocator") && method.equals("close")) {
            return true;
        }
        boolean isOfStructs = owner.endsWith("Array") || owner.endsWith("Columns");
        return isOfStructs && OF_STRUCTS.contains(method)
                || SIGNATURES.contains(method + descriptor);
    }

    private static boolean runsCode(String descriptor) {
        return descriptor.contains("Ljava/lang/Runnable;")
                || descriptor.contains("Ljava/util/function/");
    }

    private static boolean libraryMayAllocate(
            String owner, String method, String descriptor, boolean isStatic) {
        if (method.equals("free") || method.equals("close")) {
            return !owner.equals("org/lwjgl/system/MemoryStack");
        }
        if (!isStatic || owner.equals("org/lwjgl/BufferUtils") || startsWithAny(owner, ELSEWHERE)) {
            return false;
        }
        return !isIn(owner, "org/lwjgl/system/")
                || owner.equals("org/lwjgl/system/MemoryUtil")
                        && (method.matches("n?mem\\w*(Alloc|Calloc|Realloc|Free)\\w*")
                                || descriptor.startsWith("(Ljava/lang/CharSequence;"));
    }

    /** Whether a class is in a package, and not in one below it. */
    private static boolean isIn(String owner, String prefix) {
        return owner.startsWith(prefix) && owner.indexOf('/', prefix.length()) < 0;
    }

    static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Names and types of what an allocator does; not {@code close}, which everybody has. */
    private static Set<String> allocating() {
        Set<String> signatures = new HashSet<>();
        for (Method method : Allocator.class.getMethods()) {
            String name = method.getName();
            if (name.startsWith("alloc")
                    || name.startsWith("resize")
                    || name.startsWith("free")
                    || name.startsWith("try")) {
                MethodType type =
                        MethodType.methodType(method.getReturnType(), method.getParameterTypes());
                signatures.add(name + type.toMethodDescriptorString());
            }
        }
        return Set.copyOf(signatures);
    }
}
