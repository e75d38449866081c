@NullMarked
package io.reelbudget.policy.admission;

import org.jspecify.annotations.NullMarked;
