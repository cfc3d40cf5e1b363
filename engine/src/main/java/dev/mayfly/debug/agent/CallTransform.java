package dev.mayfly.debug.agent;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts numbers around the calls of one method. A call
 *
 * <pre>{@code
 * call
 * }</pre>
 *
 * becomes
 *
 * <pre>{@code
 * before = CallSites.enter(number)
 * call                              // thrown out of the method: CallSites.leave(before), rethrow
 * CallSites.leave(before)
 * }</pre>
 *
 * and what the method itself catches begins with {@code CallSites.leave()}.
 *
 * <p>The method's own frames stay as they are: the new variable is of no use at any of them. The
 * handlers are behind everything else in the code and in the table of exceptions, and get frames of
 * their own. So nothing has to be known of any class, and none is loaded.
 */
final class CallTransform implements CodeTransform {

    private static final MethodTypeDesc ENTER =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc LEAVE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

    private final MethodPlan plan;
    private final SiteNumber number;
    private final SiteNumber.Call method;
    private final Map<Constructor.State, Label> handlers = new EnumMap<>(Constructor.State.class);
    private final List<Range> ranges = new ArrayList<>();
    private boolean catches;
    private int calls;

    private record Range(Label start, Label end, Label handler) {}

    /** The method is a call in line 0. */
    CallTransform(MethodPlan plan, SiteNumber number, SiteNumber.Call method) {
        this.plan = plan;
        this.number = number;
        this.method = method;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof LabelTarget target && plan.mayCatch(target.label())) {
            catches = true;
        }
        if (catches && element instanceof Instruction) {
            code.invokestatic(SiteNumber.CALL_SITES, "leave", ConstantDescs.MTD_void);
            catches = false;
        }
        MethodPlan.Site site = element instanceof InvokeInstruction ? plan.at(calls++) : null;
        if (site == null) {
            code.with(element);
        } else {
            surround(code, element, site);
        }
    }

    private void surround(CodeBuilder code, CodeElement call, MethodPlan.Site site) {
        number.push(
                code,
                new SiteNumber.Call(
                        method.className(),
                        method.version(),
                        method.method(),
                        method.file(),
                        site.line()));
        code.invokestatic(SiteNumber.CALL_SITES, "enter", ENTER);
        code.istore(plan.slot);
        Constructor.State handler = site.handler();
        if (handler == null) {
            code.with(call);
        } else {
            Label start = code.newBoundLabel();
            code.with(call);
            Label end = code.newBoundLabel();
            Label target = handlers.computeIfAbsent(handler, _ -> code.newLabel());
            ranges.add(new Range(start, end, target));
        }
        leave(code);
    }

    private void leave(CodeBuilder code) {
        code.iload(plan.slot);
        code.invokestatic(SiteNumber.CALL_SITES, "leave", LEAVE);
    }

    @Override
    public void atEnd(CodeBuilder code) {
        List<StackMapFrameInfo> frames = new ArrayList<>();
        StackMapTableAttribute table =
                plan.code.findAttribute(Attributes.stackMapTable()).orElse(null);
        if (table != null) {
            frames.addAll(table.entries());
        }
        handlers.forEach(
                (state, label) -> {
                    code.labelBinding(label);
                    frames.add(frame(label, state));
                    leave(code);
                    code.athrow();
                });
        for (Range range : ranges) {
            code.exceptionCatchAll(range.start(), range.end(), range.handler());
        }
        if (!frames.isEmpty() && method.version() >= ClassFile.JAVA_6_VERSION) {
            code.with(StackMapTableAttribute.of(frames));
        }
    }

    private StackMapFrameInfo frame(Label label, Constructor.State state) {
        List<VerificationTypeInfo> locals = new ArrayList<>();
        for (int i = 0; i < plan.slot; i++) {
            locals.add(
                    i == 0 && state == Constructor.State.NOT_YET
                            ? SimpleVerificationTypeInfo.UNINITIALIZED_THIS
                            : SimpleVerificationTypeInfo.TOP);
        }
        locals.add(SimpleVerificationTypeInfo.INTEGER);
        return StackMapFrameInfo.of(
                label, locals, List.of(ObjectVerificationTypeInfo.of(ConstantDescs.CD_Throwable)));
    }
}
