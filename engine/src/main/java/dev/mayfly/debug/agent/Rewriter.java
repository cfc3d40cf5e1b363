package dev.mayfly.debug.agent;

import dev.mayfly.debug.CallSites;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Puts numbers around the calls in a class file. <b>Thread:</b> any. */
final class Rewriter {

    private static final String CALL_SITES = CallSites.class.getName().replace('.', '/');

    private static final Set<String> GENERATED =
            Set.of("dev/mayfly/data/StructArray", "dev/mayfly/data/StructColumns");

    private final ClassFile files = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS);
    private final Callees callees;
    private final SiteNumber number;

    Rewriter(Callees callees, SiteNumber number) {
        this.callees = callees;
        this.number = number;
    }

    /**
     * What became of a class.
     *
     * @param bytes the class file
     * @param calls how many got a number
     * @param tooLong the methods that were left as they are because they would get too long
     */
    record Result(byte[] bytes, int calls, int tooLong) {}

    /**
     * Rewrites a class file.
     *
     * @param bytes the class file
     * @return what became of it; null if it makes no such calls, or has its numbers already
     * @throws RuntimeException if it is no class file that can be understood
     */
    @Nullable Result rewrite(byte[] bytes) {
        ClassModel type = files.parse(bytes);
        if (type.majorVersion() < number.oldestVersion()
                || isGenerated(type)
                || !isWorthALook(type)) {
            return null;
        }
        Map<MethodModel, MethodPlan> plans = new IdentityHashMap<>();
        int calls = 0;
        int tooLong = 0;
        for (MethodModel method : type.methods()) {
            MethodPlan plan = MethodPlan.of(method, callees);
            if (plan == null) {
                continue;
            }
            if (plan.isTooLong()) {
                tooLong++;
            } else {
                calls += plan.calls();
                plans.put(method, plan);
            }
        }
        if (plans.isEmpty()) {
            return tooLong == 0 ? null : new Result(bytes, 0, tooLong);
        }
        return new Result(apply(type, plans), calls, tooLong);
    }

    /** Arrays and columns of structs are the engine's code in the game's packages. */
    private static boolean isGenerated(ClassModel type) {
        return type.superclass()
                .map(parent -> GENERATED.contains(parent.asInternalName()))
                .orElse(false);
    }

    /** Reads the names that the class mentions, and none of its code. */
    private boolean isWorthALook(ClassModel type) {
        boolean calls = false;
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                String owner = member.owner().asInternalName();
                String name = member.name().stringValue();
                if (owner.equals(CALL_SITES) && name.equals(SiteNumber.BOOTSTRAP)) {
                    return false;
                }
                String descriptor = member.type().stringValue();
                calls |= callees.mayAllocate(owner, name, descriptor, true);
            }
        }
        return calls;
    }

    private byte[] apply(ClassModel type, Map<MethodModel, MethodPlan> plans) {
        String name = type.thisClass().asInternalName().replace('/', '.');
        String file =
                type.findAttribute(Attributes.sourceFile())
                        .map(source -> source.sourceFile().stringValue())
                        .orElse(null);
        return files.transformClass(
                type,
                (builder, element) -> {
                    MethodPlan plan =
                            element instanceof MethodModel method ? plans.get(method) : null;
                    if (plan == null) {
                        builder.with(element);
                        return;
                    }
                    MethodModel method = (MethodModel) element;
                    SiteNumber.Call inMethod =
                            new SiteNumber.Call(
                                    name,
                                    type.majorVersion(),
                                    method.methodName().stringValue(),
                                    file,
                                    0);
                    builder.transformMethod(
                            method,
                            (methodBuilder, part) -> {
                                if (part instanceof CodeModel code) {
                                    methodBuilder.transformCode(
                                            code, new CallTransform(plan, number, inMethod));
                                } else {
                                    methodBuilder.with(part);
                                }
                            });
                });
    }
}
