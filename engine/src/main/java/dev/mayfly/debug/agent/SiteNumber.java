package dev.mayfly.debug.agent;

import dev.mayfly.debug.CallSites;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;

/** How the number of a call comes onto the operand stack. */
interface SiteNumber {

    /** What such code is called from the outside: all that a class file of version 51 can say. */
    ClassDesc CALL_SITES = ClassDesc.of(CallSites.class.getName());

    /** The method behind numbers that are given when the code runs. */
    String BOOTSTRAP = "site";

    /**
     * Emits code that pushes the number.
     *
     * @param code where to
     * @param call what to number
     */
    void push(CodeBuilder code, Call call);

    /** The first class-file version that it can be put in. */
    int oldestVersion();

    /**
     * A call.
     *
     * @param className the class it is in, with dots
     * @param version of the class file
     * @param method the method it is in
     * @param file the source file; null where it is not known
     * @param line 0 where it is not known
     */
    record Call(String className, int version, String method, @Nullable String file, int line) {}

    /** Numbers given now, for code that runs in this JVM. */
    SiteNumber NOW =
            new SiteNumber() {
                @Override
                public void push(CodeBuilder code, Call call) {
                    code.loadConstant(
                            CallSites.register(
                                    call.className(), call.method(), call.file(), call.line()));
                }

                @Override
                public int oldestVersion() {
                    return ClassFile.JAVA_1_VERSION;
                }
            };

    /**
     * Numbers given when the code first runs: by a constant that computes itself, and in class
     * files before Java 11, which have none, by an invocation that links itself.
     */
    SiteNumber LATER =
            new SiteNumber() {
                private final DirectMethodHandleDesc constant =
                        ConstantDescs.ofConstantBootstrap(
                                CALL_SITES,
                                BOOTSTRAP,
                                ConstantDescs.CD_int,
                                ConstantDescs.CD_String,
                                ConstantDescs.CD_String,
                                ConstantDescs.CD_int);
                private final DirectMethodHandleDesc invocation =
                        ConstantDescs.ofCallsiteBootstrap(
                                CALL_SITES,
                                BOOTSTRAP,
                                ConstantDescs.CD_CallSite,
                                ConstantDescs.CD_String,
                                ConstantDescs.CD_String,
                                ConstantDescs.CD_int);

                @Override
                public void push(CodeBuilder code, Call call) {
                    String file = call.file();
                    ConstantDesc[] place = {call.method(), file == null ? "" : file, call.line()};
                    if (call.version() >= ClassFile.JAVA_11_VERSION) {
                        code.loadConstant(
                                DynamicConstantDesc.ofNamed(
                                        constant, BOOTSTRAP, ConstantDescs.CD_int, place));
                    } else {
                        code.invokedynamic(
                                DynamicCallSiteDesc.of(
                                        invocation,
                                        BOOTSTRAP,
                                        MethodTypeDesc.of(ConstantDescs.CD_int),
                                        place));
                    }
                }

                @Override
                public int oldestVersion() {
                    return ClassFile.JAVA_7_VERSION;
                }
            };
}
