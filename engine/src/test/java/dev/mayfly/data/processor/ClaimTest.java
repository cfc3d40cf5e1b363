package dev.mayfly.data.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code -Xlint:processing} finds nothing to complain of in Mayfly's own annotations, and in what
 * is generated where there is no JSpecify.
 */
class ClaimTest {

    private static final String USER =
            """
            import dev.mayfly.context.UsesContext;
            import dev.mayfly.data.Length;
            import dev.mayfly.data.NativeStruct;

            /** Uses every annotation there is. */
            %s
            final class User {
                @NativeStruct
                record Bones(@Length(4) float[] weights) {}

                @UsesContext
                void allocate() {}
            }
            """;

    @TempDir private Path folder;

    @Test
    void shouldClaimMayflysAnnotations() {
        assertEquals(List.of(), Compilation.strict(folder, USER.formatted("")).complaints());
    }

    @Test
    void shouldLeaveOthersAnnotationsToOthers() {
        String others = USER.formatted("@Others") + "@interface Others {}";
        assertEquals(
                List.of("?:-1:-1: No processor claimed any of these annotations: /Others"),
                Compilation.strict(folder, others).complaints());
    }
}
