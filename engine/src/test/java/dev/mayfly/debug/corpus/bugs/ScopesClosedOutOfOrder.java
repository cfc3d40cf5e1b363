package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.context.Scope;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** Context scopes that are closed in the wrong order. */
@Planted(what = "context scopes that are closed in the wrong order", kind = Kind.EXCEPTION)
public final class ScopesClosedOutOfOrder implements Program {

    @Override
    public void run(Lab lab) {
        try (OpenContext _ = Context.open(lab.heap(), lab.scratch())) {
            Scope outer = Context.use(lab.scratch());
            Scope inner = Context.use(lab.heap());
            try {
                outer.close(); // bug
            } finally {
                inner.close();
                outer.close();
            }
        }
    }
}
