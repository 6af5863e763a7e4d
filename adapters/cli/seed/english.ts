import type { Story } from './story.ts'

export const english: readonly Story[] = [
	{
		days: 58,
		by: 'ada',
		subject: 'The printer on the third floor prints blank pages',
		text: 'Since this morning every page comes out *white*. The counter goes up, so it does pull the paper.\n\nThe log of the last job is attached.',
		files: ['printer.log'],
		ccs: ['ben'],
		turns: [
			{
				by: 'diego',
				text: 'Thank you, Ada. The log says that the drum is at its end. I ordered one; it comes on **Thursday**.\n\nUntil then please use `printer-2-east`.',
				status: 'pending',
			},
			{ by: 'ada', text: 'Printer 2 works. See you on Thursday!' },
			{ by: 'diego', text: 'Drum changed, test page is fine.', status: 'solved' },
		],
		status: 'closed',
	},
	{
		days: 51,
		by: 'ben',
		subject: 'Access to the shared calendar',
		text: 'I joined the project last week and cannot see the calendar *Acme rollout*.',
		turns: [{ by: 'diego', text: 'You are in. It may take an hour until it shows.', status: 'solved' }],
		status: 'closed',
	},
	{
		days: 47,
		by: 'ada',
		subject: 'Invoice 2041 has the wrong address',
		text: 'We moved in spring. Could you correct the address on invoice 2041 and send it again?',
		files: ['invoice-2041.pdf'],
		turns: [
			{ by: 'diego', text: 'Which address should it be? The one in Via Larga?', status: 'pending' },
			{ by: 'ada', text: 'Yes, Via Larga 12.' },
			{ by: 'diego', text: 'Corrected and sent by mail.', status: 'solved' },
		],
		status: 'closed',
	},
	{
		days: 40,
		by: 'mallory',
		subject: 'Umbra: quote for twenty licences',
		text: 'Please send us a quote for twenty more licences, from January on.',
		turns: [
			{ by: 'diego', text: 'Umbra had 15 % off last year; ask sales before answering.', note: true },
			{
				by: 'diego',
				text: 'The quote is on its way to you by mail. It is good until the end of the month.',
				status: 'pending',
			},
		],
	},
	{
		days: 33,
		by: 'ada',
		subject: 'Cannot export orders of last year',
		text: 'The export stops after 10,000 lines. I need all of them for the audit; here is what I get.\n\n1. Open *Orders*\n2. Choose *Last year*\n3. Press *Export*',
		files: ['orders.csv'],
		ccs: ['ben', 'carla'],
		turns: [
			{
				by: 'diego',
				text: 'I can see it here too. The limit should not be there; our developers look at it.',
			},
			{ by: 'carla', text: 'Anche per me si ferma a 10.000.' },
			{
				by: 'diego',
				text: 'Bug confirmed with the developers, fix planned for the next release.',
				note: true,
			},
			{
				by: 'diego',
				text: 'This will be mended with the release of next week. I keep this open until then.',
				status: 'hold',
			},
		],
	},
	{
		days: 29,
		by: 'ben',
		subject: 'New badge for the back door',
		text: 'My badge opens the front door only.',
		turns: [
			{
				by: 'diego',
				text: 'Please hold it to the reader at the reception once; it learns the new doors there.',
				status: 'pending',
			},
		],
	},
	{
		days: 26,
		by: 'ada',
		subject: 'Video calls drop after ten minutes',
		text: 'It happens in *every* call, with the cable and over Wi-Fi. Others in the room are fine.',
		turns: [
			{ by: 'diego', text: 'Does it also happen with the browser instead of the app?', status: 'pending' },
			{ by: 'ada', text: 'In the browser it does not.' },
			{
				by: 'diego',
				text: 'Then please remove the app and install it anew from https://example.com/download.',
				status: 'pending',
			},
			{ by: 'ada', text: 'That was it. Thank you!' },
		],
		status: 'solved',
	},
	{
		days: 21,
		by: 'ada',
		subject: 'Second screen for the new desk',
		text: 'Could I have a second screen? 27 inches would be nice.',
		turns: [{ by: 'diego', text: 'Approved. It comes with the delivery of Monday.', status: 'solved' }],
	},
	{
		days: 18,
		by: 'mallory',
		subject: 'Umbra: single sign-on',
		text: 'Which identity providers can we use for single sign-on?',
		turns: [
			{
				by: 'diego',
				text: 'Any that speaks OpenID Connect or SAML 2.0. Which one do you have?',
				status: 'pending',
			},
		],
	},
	{
		days: 15,
		by: 'ada',
		subject: 'Where do I change the language of the invoices?',
		text: 'Our accountant would like to have them in Italian.',
		turns: [
			{
				by: 'diego',
				text: 'In *Settings*, *Company*, *Documents*. Shall I change it for you?',
				status: 'pending',
			},
		],
	},
	{
		days: 12,
		by: 'ada',
		subject: 'Upload of the product photos fails',
		text: 'Photos above 5 MB stay at 99 %. A screenshot is attached.',
		files: ['screenshot.png'],
		ccs: ['ben'],
		turns: [
			{ by: 'diego', text: 'Thank you for the picture, that helps. We look into it.' },
			{ by: 'ben', text: 'It fails for me as well, with Firefox and with Chrome.' },
		],
	},
	{
		days: 9,
		by: 'ben',
		subject: 'Invite two colleagues to the project',
		text: 'Please invite two colleagues of mine; I will send you their addresses.',
		turns: [{ by: 'diego', text: 'Gladly. I wait for the addresses.', status: 'pending' }],
	},
	{
		days: 8,
		by: 'mallory',
		subject: 'Umbra: data processing agreement',
		text: 'Our lawyers ask for the current version of the agreement, signed.',
	},
	{
		days: 6,
		by: 'ada',
		subject: 'The weekly report came twice',
		text: 'On Monday the report arrived at 07:00 and again at 07:05.',
		turns: [
			{
				by: 'diego',
				text: 'The second one was a repetition after a restart. It should not happen again.',
				status: 'solved',
			},
		],
	},
	{
		days: 5,
		by: 'ada',
		subject: 'Discount codes end at midnight UTC',
		text: 'Customers in Rome see the codes end at *one o’clock*. Can they follow the shop’s time zone?',
		turns: [{ by: 'diego', text: 'A good point; I ask the developers.' }],
	},
	{
		days: 3,
		by: 'ada',
		subject: 'Keyboard layout resets after each restart',
		text: 'It goes back to US English every morning.',
		turns: [{ by: 'diego', text: 'Please tell me the version: *Settings*, *About*.', status: 'pending' }],
	},
	{
		days: 2,
		by: 'ben',
		subject: 'Is there an API for stock levels?',
		text: 'We would like to read the stock levels every hour.',
		turns: [
			{ by: 'diego', text: 'There is. How many products would you read each time?', status: 'pending' },
			{ by: 'ben', text: 'About 3,000.' },
		],
	},
	{
		days: 1,
		by: 'ada',
		subject: 'Please add Ben to the mailing list',
		text: 'He would like to get the release notes.',
		ccs: ['ben'],
	},
	{
		days: 1,
		by: 'mallory',
		subject: 'Umbra: cannot reach the staging shop',
		text: 'It answers *403* since last night.',
	},
	{
		days: 0,
		by: 'ada',
		subject: 'The coffee machine counter is offline again',
		text: 'Not urgent, but the display says `E-17`.',
	},
]
