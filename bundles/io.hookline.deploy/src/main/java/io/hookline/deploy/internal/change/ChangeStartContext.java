package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.internal.receive.Cancellation;
import java.time.Duration;

/**
 * The change within which releases start.
 *
 * @param reason what led to it
 * @param timeout how long the releases may take to become ready
 * @param cancellation whether the change was cancelled
 * @param listener told of the steps
 */
public record ChangeStartContext(String reason, Duration timeout, Cancellation cancellation, ProgressListener listener)
        implements StartContext {

    @Override
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    @Override
    public void checkCancelled() throws DeployRefusedException {
        cancellation.check();
    }

    @Override
    public void pause(Duration duration) throws DeployRefusedException, InterruptedException {
        cancellation.pause(duration);
    }

    @Override
    public void progress(String step) {
        listener.step(step);
    }
}
