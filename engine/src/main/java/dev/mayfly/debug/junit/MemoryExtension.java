package dev.mayfly.debug.junit;

import dev.mayfly.debug.Tracing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

import java.util.ArrayList;
import java.util.List;

/** What {@link LeakCheck} and {@link TickBudget} bring into a test. Nobody names it but they. */
@SuppressWarnings(
        "exports") // Whoever reads this has the library, so its module is theirs to require.
public final class MemoryExtension
        implements TestInstancePreConstructCallback,
                BeforeEachCallback,
                AfterEachCallback,
                ParameterResolver {

    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(MemoryExtension.class);

    /** JUnit makes it. */
    public MemoryExtension() {}

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** An instance that is one test's belongs to the test; one that is a class's does not. */
    @Override
    public void preConstructTestInstance(
            TestInstanceFactoryContext factory, ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            memory(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        List<TickBudget> budgets = budgets(context);
        boolean heap = budgets.stream().anyMatch(b -> b.javaHeapBytes() != TickBudget.ANY);
        TestMemory memory = memory(context);
        memory.open("test " + context.getDisplayName(), heap ? Tracing.CALL_SITE : Tracing.AUTO);
        context.getStore(OURS).put(Ticker.class, new Ticker(memory, budgets));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Ticker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Ticker ticker = context.getStore(OURS).get(Ticker.class, Ticker.class);
        if (ticker == null) {
            throw new IllegalStateException(
                    "a Ticker is for test methods, BeforeEach and AfterEach: take it there");
        }
        return ticker;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try (TestMemory memory = memory(context)) {
            if (context.getExecutionException().isPresent()) {
                return;
            }
            List<String> complaints = new ArrayList<>();
            if (isOn(context, LeakCheck.class)) {
                complaints.addAll(memory.complaints());
            }
            Ticker ticker = context.getStore(OURS).get(Ticker.class, Ticker.class);
            if (ticker != null && !ticker.unmeasured().isEmpty()) {
                complaints.add(
                        "there is a TickBudget for %s, and no tick of it was run: take a Ticker as a parameter and run some"
                                .formatted(ticker.unmeasured()));
            }
            if (!complaints.isEmpty()) {
                throw new AssertionError(String.join("\n", complaints));
            }
        }
    }

    private static TestMemory memory(ExtensionContext context) {
        // The store closes it where no test came after the constructor.
        return context.getStore(OURS)
                .getOrComputeIfAbsent(TestMemory.class, _ -> new TestMemory(), TestMemory.class);
    }

    private static List<TickBudget> budgets(ExtensionContext context) {
        List<TickBudget> own =
                AnnotationSupport.findRepeatableAnnotations(
                        context.getRequiredTestMethod(), TickBudget.class);
        return own.isEmpty()
                ? AnnotationSupport.findRepeatableAnnotations(
                        context.getRequiredTestClass(), TickBudget.class)
                : own;
    }

    private static boolean isOn(
            ExtensionContext context, Class<? extends java.lang.annotation.Annotation> annotation) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), annotation)
                || context.getEnclosingTestClasses().stream()
                        .anyMatch(type -> AnnotationSupport.isAnnotated(type, annotation))
                || AnnotationSupport.isAnnotated(context.getRequiredTestClass(), annotation);
    }
}
