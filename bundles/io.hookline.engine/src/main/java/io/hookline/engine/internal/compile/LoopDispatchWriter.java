package io.hookline.engine.internal.compile;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the body that serves any chain of a contract: each method packs its arguments up for the loop. */
final class LoopDispatchWriter {

    private LoopDispatchWriter() {}

    static byte[] write(Contract<?> contract, String internalPackage, DispatchBase base) {
        GeneratedClass body = new GeneratedClass(internalPackage, contract.type(), "Loop", base.type());
        body.constructor(LinkedChain.class, long.class, boolean.class);
        Emitter at = body.method(Opcodes.ACC_PUBLIC, "at", "(J)" + Type.getDescriptor(Dispatch.class));
        at.code.visitTypeInsn(Opcodes.NEW, body.name);
        at.insn(Opcodes.DUP)
                .loadThis()
                .getField(Dispatch.class, "chain", LinkedChain.class)
                .loadParameters()
                .loadThis()
                .invoke(Opcodes.INVOKEVIRTUAL, Dispatch.class, "isTimed");
        String shape = "(" + Type.getDescriptor(LinkedChain.class) + "JZ)V";
        at.code.visitMethodInsn(Opcodes.INVOKESPECIAL, body.name, "<init>", shape, false);
        at.insn(Opcodes.ARETURN).end();
        for (ContractMethod method : contract.methods()) {
            if (!method.isAsync()) {
                write(body, base, method);
            }
        }
        return body.bytes();
    }

    private static void write(GeneratedClass body, DispatchBase base, ContractMethod method) {
        Type result = Type.getReturnType(method.method());
        Emitter call = body.method(Opcodes.ACC_PUBLIC, DispatchBase.callName(method), DispatchBase.callShape(method));
        call.loadThis().loadParameters();
        base.invokeOtherwise(call, method);
        call.returns(result).end();

        Emitter hooks =
                body.method(Opcodes.ACC_PUBLIC, DispatchBase.hooksName(method), DispatchBase.hooksShape(method));
        hooks.loadThis().push(method.index()).loadBoxed(0, Type.getArgumentTypes(method.method()).length);
        hooks.invoke(Opcodes.INVOKEVIRTUAL, Dispatch.class, "runLoop")
                .unbox(result)
                .returns(result);
        hooks.end();
    }
}
