/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'channels and custom actions have the names, ids and lengths that their types allow; a command may have 5000 characters there, though the API reference says 100',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Chatbot.html',
  },
  {
    does: 'a chat shows notifications of its own form (version 1.0, source custom, a description) and alarms, and drops whatever else its topics hear',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html; of AWS\'s own notifications only alarms are known here',
  },
  {
    does: 'a notification has the buttons of its channel whose criteria all hold, unless it says that it wants none; variables are taken from it by their places',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-actions.html',
  },
  {
    does: 'a button that is pressed invokes its function in the role of the channel, as far as the guardrail policies let it; without any, AdministratorAccess is the bound',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html; that the payload needs no quotes was seen in the source of a public app',
  },
  {
    does: 'what the function answers is shown as it is; that a button stays where it is when it was pressed, and can be pressed again',
    mark: 'inferred',
    source: 'AWS documents nothing of it',
  },
];
