package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.Owners;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.multipart.MultipartFile;

class BrokenUploadTest {

    @Test
    void a_table_of_which_only_a_part_arrived_is_sent_once_more() throws IOException {
        MultipartFile half = mock(MultipartFile.class);
        when(half.getBytes()).thenThrow(new IOException("half"));
        IndicatorActs acts = new IndicatorActs(
                mock(IndicatorRights.class),
                mock(AssessmentYears.class),
                mock(IndicatorTables.class),
                mock(IndicatorDrafts.class),
                mock(TableWorkbook.class),
                mock(Owners.class),
                mock(CurrentActor.class));

        assertThatThrownBy(() -> acts.trial(2021, TableKind.COUNTY, half, new ExtendedModelMap()))
                .isInstanceOf(Refused.class)
                .hasMessage("文件没有收完整。请再试一次。");
    }
}
