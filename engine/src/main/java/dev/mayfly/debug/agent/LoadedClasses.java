package dev.mayfly.debug.agent;

import dev.mayfly.debug.CallSites;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rewrites the game's classes as they are loaded. The game's are those that are not Mayfly's own,
 * the JDK's or LWJGL's, and that see this very engine.
 *
 * <p>Whatever goes wrong, the class is then loaded as it is.
 */
final class LoadedClasses implements ClassFileTransformer {

    private static final ProtectionDomain ENGINE = CallSites.class.getProtectionDomain();
    private static final ProtectionDomain MEMORY = Memory.class.getProtectionDomain();

    private final Instrumentation jvm;
    private final Options options;
    private final Rewriter rewriter;

    /** Whether what a loader loads sees this engine. */
    private final Map<ClassLoader, Boolean> loaders = new WeakHashMap<>();

    private final AtomicInteger rewritten = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    LoadedClasses(Instrumentation jvm, Options options) {
        this.jvm = jvm;
        this.options = options;
        rewriter = new Rewriter(new Callees(options.libraries()), SiteNumber.NOW);
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        // First of all, without any other class: the engine's own classes come by here too.
        if (loader == null || domain == ENGINE || domain == MEMORY || name == null) {
            return null;
        }
        try {
            if (!isGames(module, loader, name)) {
                return null;
            }
            Rewriter.Result result = rewriter.rewrite(bytes);
            if (result == null) {
                return null;
            }
            if (result.tooLong() > 0) {
                leave(name, result.tooLong() + " methods are too long");
            }
            if (result.calls() == 0) {
                return null;
            }
            letRead(module);
            rewritten.incrementAndGet();
            calls.addAndGet(result.calls());
            return result.bytes();
        } catch (Throwable failure) {
            leave(name, failure.toString());
            return null;
        }
    }

    private boolean isGames(Module module, ClassLoader loader, String name) {
        if (!options.covers(name)
                || name.startsWith("org/lwjgl/")
                || name.startsWith("java/")
                || loader == ClassLoader.getPlatformClassLoader()) {
            return false;
        }
        String moduleName = module.getName();
        boolean isJdks =
                moduleName != null
                        && (moduleName.startsWith("java.") || moduleName.startsWith("jdk."));
        return !isJdks && seesEngine(loader);
    }

    /**
     * Whether a loader asks the engine's loader, and nobody else before it, for the engine. Known
     * for each loader after its first class.
     */
    private boolean seesEngine(ClassLoader loader) {
        synchronized (loaders) {
            Boolean known = loaders.get(loader);
            if (known != null) {
                return known;
            }
        }
        boolean sees = false;
        for (ClassLoader each = loader; each != null && !sees; each = each.getParent()) {
            sees = each == CallSites.class.getClassLoader();
        }
        if (sees) {
            try {
                sees = loader.loadClass(CallSites.class.getName()) == CallSites.class;
            } catch (ClassNotFoundException | LinkageError hidden) {
                sees = false;
            }
        }
        synchronized (loaders) {
            loaders.put(loader, sees);
        }
        return sees;
    }

    private void letRead(Module module) {
        Module engine = CallSites.class.getModule();
        if (module.isNamed() && !module.canRead(engine)) {
            jvm.redefineModule(module, Set.of(engine), Map.of(), Map.of(), Set.of(), Map.of());
        }
    }

    /** For an agent that comes when the program is running: the classes that are there already. */
    void rewriteLoaded() {
        for (Class<?> type : jvm.getAllLoadedClasses()) {
            ProtectionDomain domain = type.getProtectionDomain();
            if (type.getClassLoader() == null
                    || domain == ENGINE
                    || domain == MEMORY
                    || !jvm.isModifiableClass(type)) {
                continue;
            }
            try {
                if (isGames(
                        type.getModule(),
                        type.getClassLoader(),
                        type.getName().replace('.', '/'))) {
                    jvm.retransformClasses(type);
                }
            } catch (Throwable failure) {
                leave(type.getName(), failure.toString());
            }
        }
    }

    private void leave(String name, String why) {
        left.incrementAndGet();
        if (Options.VERBOSE) {
            Agent.say(name.replace('/', '.') + " is left as it is: " + why);
        }
    }

    String summary() {
        return "%d calls in %d classes have numbers; classes left as they are: %d"
                .formatted(calls.get(), rewritten.get(), left.get());
    }
}
