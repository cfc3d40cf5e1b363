package dev.mayfly.debug.corpus.clean;

import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.debug.Tag;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** Context scopes and tags that an exception leaves. */
@Clean(what = "context scopes and tags that an exception leaves")
public final class ScopesThatAnExceptionLeaves implements Program {

    @Override
    public void run(Lab lab) {
        try (OpenContext _ = Context.open(lab.heap(), lab.scratch())) {
            try (var _ = Context.use(lab.scratch());
                    var _ = Tag.of("textures").use()) {
                Context.current().allocator().alloc(64);
                throw new IllegalStateException("no such texture");
            } catch (IllegalStateException expected) {
                Context.current().checkDepth(0, "the tick");
            }
            long block = Context.current().allocator().alloc(8);
            Context.current().allocator().free(block, 8);
        }
    }
}
