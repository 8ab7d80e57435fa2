/** What a campaign did and saw, and the judges that decide whether it was allowed. */
@NullMarked
package io.hookline.faults.ledger;

import org.jspecify.annotations.NullMarked;
