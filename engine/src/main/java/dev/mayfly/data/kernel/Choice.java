package dev.mayfly.data.kernel;

/**
 * Which kernels run: decided once, when the first of them is wanted. Names no class of {@code
 * jdk.incubator.vector}, so that it loads also where there is none.
 */
public final class Choice {

    /** Set to {@code off}, there are no vector instructions even where the module is. */
    public static final String PROPERTY = "mayfly.vectors";

    private static final String MODULE = "jdk.incubator.vector";

    /** Why there are no vector instructions; empty if there are. */
    public static final String WHY_NOT = whyNot();

    /** Whether there are vector instructions. The JIT compiler takes it for a constant. */
    public static final boolean VECTORS = WHY_NOT.isEmpty();

    private Choice() {}

    private static String whyNot() {
        if ("off".equals(System.getProperty(PROPERTY))) {
            return "-D" + PROPERTY + "=off";
        }
        Module here = Choice.class.getModule();
        boolean present = ModuleLayer.boot().findModule(MODULE).filter(here::canRead).isPresent();
        if (!present) {
            return "start the JVM with --add-modules " + MODULE;
        }
        return Shape.BITS < Shape.FEWEST_BITS
                ? "the JVM has none for vectors of " + Shape.FEWEST_BITS + " bits"
                : "";
    }

    /**
     * How large the vectors are.
     *
     * @return bits; 0 without vector instructions
     */
    public static int bits() {
        return VECTORS ? Shape.BITS : 0;
    }
}
