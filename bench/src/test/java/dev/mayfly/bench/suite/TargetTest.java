package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class TargetTest {

    @Test
    void shouldReadAMethodWithAndWithoutParameters() {
        assertEquals(new Target("A.run", Map.of()), Target.parse("A.run"));
        assertEquals(
                new Target("A.run", Map.of("x", "1", "y", "two")),
                Target.parse("A.run[y=two, x=1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "A.run[", "A.run[x]", "A.run[=1]", "a.b.run", "A.run[]"})
    void shouldSayWhatIsNoMethod(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Target.parse(text)).getMessage();
        assertEquals(0, message.indexOf("\"" + text + "\""), message);
    }

    @Test
    void shouldBeTheSameWhateverTheOrderOfParameters() {
        Target one = Target.parse("A.run[x=1]").with(Map.of("y", "2"));
        Target other = Target.parse("A.run[y=2]").with(Map.of("x", "1"));
        assertEquals(one, other);
        assertEquals("A.run{x=1, y=2}", one.toString());
    }
}
