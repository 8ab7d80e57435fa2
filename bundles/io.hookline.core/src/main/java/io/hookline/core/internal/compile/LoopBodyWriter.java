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

    static byte[] write(Contract<?> contract, String internalPackage, Class<?> base) {
        GeneratedClass body = new GeneratedClass(internalPackage, contract.type(), "Loop", base);
        body.constructor(ChainRuntime.class, long.class, boolean.class);
        Emitter at = body.method(Opcodes.ACC_PUBLIC, "at", "(J)" + Type.getDescriptor(ChainBody.class));
        at.code.visitTypeInsn(Opcodes.NEW, body.name);
        at.insn(Opcodes.DUP).loadThis().getField(ChainBody.class, "chain", ChainRuntime.class);
        at.loadParameters().loadThis().invoke(Opcodes.INVOKEVIRTUAL, ChainBody.class, "isTimed");
        at.code.visitMethodInsn(
                Opcodes.INVOKESPECIAL,
                body.name,
                "<init>",
                "(" + Type.getDescriptor(ChainRuntime.class) + "JZ)V",
                false);
        at.insn(Opcodes.ARETURN).end();
        for (ContractMethod method : contract.methods()) {
            if (!method.isAsync()) {
                String descriptor = Type.getMethodDescriptor(method.method());
                Emitter code = body.method(Opcodes.ACC_PUBLIC, method.name(), descriptor);
                code.loadThis().push(method.index()).loadBoxed(0, Type.getArgumentTypes(descriptor).length);
                code.invoke(Opcodes.INVOKEVIRTUAL, ChainBody.class, "call");
                code.unbox(Type.getReturnType(descriptor)).returns(Type.getReturnType(descriptor));
                code.end();
            }
        }
        return body.bytes();
    }
}
