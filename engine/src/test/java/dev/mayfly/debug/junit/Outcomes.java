package dev.mayfly.debug.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the tests of a sample class end, when JUnit runs them. */
final class Outcomes implements TestExecutionListener {

    private static final String GOOD = "";

    private final Map<String, String> messages = new ConcurrentHashMap<>();

    private Outcomes() {}

    static Outcomes of(Class<?> sample) {
        return of(sample, Map.of());
    }

    static Outcomes ofParallel(Class<?> sample) {
        return of(
                sample,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "4"));
    }

    private static Outcomes of(Class<?> sample, Map<String, String> configuration) {
        Outcomes outcomes = new Outcomes();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(sample))
                        .configurationParameters(configuration)
                        .build();
        LauncherConfig plain =
                LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .build();
        LauncherFactory.create(plain).execute(request, outcomes);
        return outcomes;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            messages.put(
                    test.getDisplayName().replaceAll("\\(.*", ""),
                    result.getThrowable().map(String::valueOf).orElse(GOOD));
        }
    }

    /** What a test that must have failed says. */
    String failure(String method) {
        assertTrue(messages.containsKey(method), messages::toString);
        String message = messages.get(method);
        assertTrue(!message.equals(GOOD), () -> method + " passed");
        return message;
    }

    void assertPassed(String method) {
        assertEquals(GOOD, messages.get(method), method);
    }
}
