package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Trees read from XGBoost's model")
class XgboostModelTest {

    @BeforeAll
    static void needXgboost() {
        NativeXgboost.assumePresent();
    }

    @Test
    void predict_what_xgboost_predicts_with_and_without_missing_values() throws XGBoostError {
        List<PastJob> jobs = MadeUpJobs.of(30, 20, 9);
        TrainingRows rows = TrainingRows.of(ViewedJob.of(jobs), CostLaw.fit(ViewedJob.of(jobs)), 9);
        DMatrix matrix = new DMatrix(rows.flat(), rows.size(), rows.columns(), Float.NaN);
        matrix.setLabel(rows.labels());
        Booster booster =
                XGBoost.train(matrix, new BoostingSettings(30, 0.2, 12, 5, 9).parameters(), 30, Map.of(), null, null);

        TreeEnsemble trees = XgboostModel.parse(booster.toByteArray("json"), QuantileBoosting.OUTPUTS);
        float[][] expected = booster.predict(matrix);

        assertThat(trees.trees()).hasSize(90);
        for (int row = 0; row < rows.size(); row++) {
            float[] predicted = trees.predict(rows.features()[row]);
            for (int i = 0; i < predicted.length; i++) {
                assertThat(predicted[i]).isEqualTo(expected[row][i], within(1e-5f));
            }
        }
        booster.dispose();
        matrix.dispose();
    }
}
