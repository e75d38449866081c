package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** The layout of a saved ARIMA model: order, coefficients, quality, place. */
final class ArimaState {

    static final String MODEL = "arima";
    private static final int VERSION = 1;

    private ArimaState() {}

    static ModelState write(FittedArima.Parameters parameters, double[] state, double[] history) {
        ArimaOrder order = parameters.order();
        StateWriter out = ModelState.write(MODEL, VERSION)
                .add(order.p())
                .add(order.d())
                .add(order.q())
                .add(order.constant() == ArimaOrder.Constant.NONE ? 0 : 1)
                .add(order.seasons().size());
        for (SeasonalOrder season : order.seasons()) {
            out.add(season.p()).add(season.d()).add(season.q()).add(season.period());
        }
        ArimaQuality quality = parameters.quality();
        return out.addAll(parameters.coefficients())
                .add(parameters.constant())
                .addAll(parameters.effects())
                .add(quality.logLikelihood())
                .add(quality.squares())
                .add(quality.values())
                .add(quality.coefficients())
                .addAll(state)
                .addAll(history)
                .done();
    }

    static FittedArima read(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        int p = in.nextInt();
        int d = in.nextInt();
        int q = in.nextInt();
        ArimaOrder.Constant constant = in.nextInt() == 0 ? ArimaOrder.Constant.NONE : ArimaOrder.Constant.ESTIMATED;
        List<SeasonalOrder> seasons = new ArrayList<>();
        for (int left = in.nextInt(); left > 0; left--) {
            seasons.add(new SeasonalOrder(in.nextInt(), in.nextInt(), in.nextInt(), in.nextInt()));
        }
        FittedArima.Parameters parameters = new FittedArima.Parameters(
                new ArimaOrder(p, d, q, seasons, constant),
                in.nextAll(),
                in.next(),
                in.nextAll(),
                new ArimaQuality(in.next(), in.next(), in.nextInt(), in.nextInt()));
        FittedArima restored = new FittedArima(parameters, in.nextAll(), in.nextAll());
        in.end();
        return restored;
    }
}
