package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.context.Scope;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A context scope that is left open until the end of the tick. */
@Planted(
        what = "a context scope that is left open until the end of the tick",
        kind = Kind.EXCEPTION)
public final class ScopeLeftOpen implements Program {

    @Override
    public void run(Lab lab) {
        try (OpenContext _ = Context.open(lab.heap(), lab.scratch())) {
            Scope level = Context.use(lab.scratch());
            Context.current().checkDepth(0, "the tick"); // bug
            level.close();
        }
    }
}
