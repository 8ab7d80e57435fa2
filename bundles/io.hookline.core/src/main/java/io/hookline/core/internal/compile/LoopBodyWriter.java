package io.hookline.core.internal.compile;

import io.hookline.core.internal.chain.ChainBody;
import io.hookline.core.internal.chain.ChainRuntime;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.contract.ContractMethod;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the body that serves any chain of a contract: each method packs its arguments up for the loop. */
final class LoopBodyWriter {

    private LoopBodyWriter() {}

    static byte[] write(Contract<?> contract, String internalPackage, BodyBase base) {
        GeneratedClass body = new GeneratedClass(internalPackage, contract.type(), "Loop", base.type());
        body.constructor(ChainRuntime.class, long.class, boolean.class);
        Emitter at = body.method(Opcodes.ACC_PUBLIC, "at", "(J)" + Type.getDescriptor(ChainBody.class));
        at.code.visitTypeInsn(Opcodes.NEW, body.name);
        at.insn(Opcodes.DUP)
                .loadThis()
                .getField(ChainBody.class, "chain", ChainRuntime.class)
                .loadParameters()
                .loadThis()
                .invoke(Opcodes.INVOKEVIRTUAL, ChainBody.class, "isTimed");
        String shape = "(" + Type.getDescriptor(ChainRuntime.class) + "JZ)V";
        at.code.visitMethodInsn(Opcodes.INVOKESPECIAL, body.name, "<init>", shape, false);
        at.insn(Opcodes.ARETURN).end();
        for (ContractMethod method : contract.methods()) {
            if (!method.isAsync()) {
                write(body, base, method);
            }
        }
        return body.bytes();
    }

    private static void write(GeneratedClass body, BodyBase base, ContractMethod method) {
        Type result = Type.getReturnType(method.method());
        Emitter call = body.method(Opcodes.ACC_PUBLIC, BodyBase.callName(method), BodyBase.callShape(method));
        call.loadThis().loadParameters();
        base.invokeOtherwise(call, method);
        call.returns(result).end();

        Emitter hooks = body.method(Opcodes.ACC_PUBLIC, BodyBase.hooksName(method), BodyBase.hooksShape(method));
        hooks.loadThis().push(method.index()).loadBoxed(0, Type.getArgumentTypes(method.method()).length);
        hooks.invoke(Opcodes.INVOKEVIRTUAL, ChainBody.class, "call")
                .unbox(result)
                .returns(result);
        hooks.end();
    }
}
