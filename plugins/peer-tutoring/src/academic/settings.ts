import { integer, t, text } from '@xieshou/sdk';
import { onlyIn } from '../only-in.js';
import { academicKinds } from './kind.js';

const courses = t('门', 'courses');

/** What the three plans of colleges share, and the words of risk, which talks of plan 22 share too. */
export const academicSettings = {
  ...onlyIn(['failedCourses', 'partyMembers'], {
    failsAtLeast: integer({
      title: t('不及格门数', 'Failed courses'),
      unit: courses,
      min: 1,
      max: 30,
      default: 3,
      place: '十五：一2；十八：三',
      explain: t(
        '不及格课程达到几门可以受帮扶，含本数。方案十五看学期初尚未通过的累计门数，方案十八看上学期的门数。',
        'From how many failed courses a student is helped. Plan 15 counts all that are not passed when the term begins, plan 18 those of last term.',
      ),
    }),
  }),
  ...onlyIn([...academicKinds, 'hardship'], {
    riskWords: text({
      printed: false,
      title: t('风险词', 'Words of risk'),
      maxLength: 400,
      default: '自杀 自残 轻生 不想活 活着没意思 遗书 割腕 跳楼 抑郁 退学',
      place: '十八：三2、五1；二十二：二6、三3',
      explain: t(
        '谈话和辅导记录中出现这些词时，只提示被帮扶人的班主任或辅导员；以空格分隔。',
        'Where one of these stands in a talk or session, the adviser of the student who is helped is told, and nobody else; separated by spaces.',
      ),
    }),
    harmlessWords: text({
      printed: false,
      title: t('不作提示的词语', 'Words that are harmless'),
      maxLength: 400,
      default: '自杀式袭击 跳楼价 抑郁症知识讲座',
      place: '十八：三2；二十二：二6',
      explain: t(
        '其中含有风险词、但不需要提示的词语；以空格分隔。',
        'Longer words in which a word of risk means nothing; separated by spaces.',
      ),
    }),
  }),
};
