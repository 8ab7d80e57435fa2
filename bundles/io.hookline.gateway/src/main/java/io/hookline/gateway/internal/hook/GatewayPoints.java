package io.hookline.gateway.internal.hook;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.ErrorHook;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.internal.config.GatewaySettings;
import java.time.Duration;

/** The gateway's hook points, open until closed. */
public record GatewayPoints(
        HookPoints hookPoints,
        HookPoint<PreRequestHook> preRequest,
        HookPoint<PreUpstreamHook> preUpstream,
        HookPoint<PostProcessHook> postProcess,
        HookPoint<ErrorHook> error,
        HookPoint<CompletedHook> completed)
        implements AutoCloseable {

    /** Opens them with the policies that their contracts state. */
    public static GatewayPoints open(HookPoints points, GatewaySettings.Hooks settings) {
        HookPoint<PreRequestHook> preRequest = points.open(preRequest(settings));
        HookPoint<PreUpstreamHook> preUpstream = points.open(
                PointSpec.of(PreUpstreamHook.POINT, PreUpstreamHook.class).withErrorPolicy(ErrorPolicy.SKIP));
        HookPoint<PostProcessHook> postProcess = points.open(
                PointSpec.of(PostProcessHook.POINT, PostProcessHook.class).withErrorPolicy(ErrorPolicy.SKIP));
        HookPoint<ErrorHook> error =
                points.open(PointSpec.of(ErrorHook.POINT, ErrorHook.class).withErrorPolicy(ErrorPolicy.SKIP));
        HookPoint<CompletedHook> completed = points.open(
                PointSpec.of(CompletedHook.POINT, CompletedHook.class).withErrorPolicy(ErrorPolicy.SKIP));
        return new GatewayPoints(points, preRequest, preUpstream, postProcess, error, completed);
    }

    /** Changes which plugins are required, at once. */
    public void change(GatewaySettings.Hooks settings) {
        preRequest.change(preRequest(settings));
    }

    private static PointSpec<PreRequestHook> preRequest(GatewaySettings.Hooks settings) {
        return PointSpec.of(PreRequestHook.POINT, PreRequestHook.class)
                .withErrorPolicy(ErrorPolicy.ABORT)
                .withRequired(settings.required())
                .withRequiredWait(Duration.ofMillis(settings.requiredWaitMillis()));
    }

    /** Whether there are no hooks before or after the upstream or the call, and none is required. */
    public boolean isEmpty() {
        return preRequest.isEmpty() && preUpstream.isEmpty() && postProcess.isEmpty() && completed.isEmpty();
    }

    @Override
    public void close() {
        preRequest.close();
        preUpstream.close();
        postProcess.close();
        error.close();
        completed.close();
    }
}
